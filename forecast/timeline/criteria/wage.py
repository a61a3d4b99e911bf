"""An hour of a copy must cost no more than a share theta of a worker's hourly wage."""

from __future__ import annotations


def log_margin(log_usd_per_copy_hour, log_wage_usd_per_hour, log_theta, log_busy_share):
    """Margin of the wage test, 1.

    Parameters
    ----------
    log_usd_per_copy_hour, log_wage_usd_per_hour : float or array, ln(USD/hour)
        Price of a copy-hour, and the wage.
    log_theta : float, 1
        ln of the share of the wage that may be spent.
    log_busy_share : float, 1
        ln of the share of hours a copy works: 0 at once; ln(load factor) when workers share copies.

    Returns
    -------
    float or array, 1
        ln(theta wage / USD per worked hour).

    Examples
    --------
    >>> log_margin(0.0, 3.0, -1.0, 0.0)
    2.0
    """
    return log_wage_usd_per_hour + log_theta - log_usd_per_copy_hour + log_busy_share
