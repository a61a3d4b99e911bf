"""The world's stock of accelerators must run all copies at once."""

from __future__ import annotations


def log_margin(log_copies, log_n, log_at_once_share):
    """Margin of the hardware test, 1.

    Parameters
    ----------
    log_copies : float or array, ln(copy)
        Copies the stock runs at once.
    log_n : float or array, ln(copy)
        Copies, or workers, wanted.
    log_at_once_share : float, 1
        ln of the share that must run at the same time: 0 at once; ln(2000 / 8766 / load factor) for
        workers who share copies.

    Returns
    -------
    float or array, 1
        ln(copies run / copies needed).

    Examples
    --------
    >>> log_margin(21.0, 20.0, -1.0)
    2.0
    """
    return log_copies - log_n - log_at_once_share
