"""The yearly bill of all copies must be no more than a share phi of world product."""

from __future__ import annotations


def log_margin(
    log_usd_per_copy_hour,
    log_gross_world_product_usd,
    log_phi,
    log_n,
    log_hours_per_year,
    log_busy_share,
):
    """Margin of the bill test, 1.

    Parameters
    ----------
    log_usd_per_copy_hour : float or array, ln(USD/hour)
        Price of a copy-hour.
    log_gross_world_product_usd : float or array, ln(USD/year)
        Of the year.
    log_phi : float, 1
        ln of the share of it that may be spent.
    log_n : float or array, ln(copy)
        Copies, or workers, wanted.
    log_hours_per_year : float, ln(h/year)
        Hours each works a year.
    log_busy_share : float, 1
        As in `wage.log_margin`.

    Returns
    -------
    float or array, 1
        ln(phi GWP / (N hours USD per worked hour)).

    Examples
    --------
    >>> log_margin(0.0, 30.0, -2.0, 20.0, 9.0, 0.0)
    -1.0
    """
    money = log_gross_world_product_usd + log_phi
    return money - log_n - log_hours_per_year - log_usd_per_copy_hour + log_busy_share
