"""What one accelerator costs an hour, and what it is let for."""

from __future__ import annotations

from forecast.constants import HOURS_PER_YEAR, WATTS_PER_KILOWATT
from forecast.quantities import Amount


def recovery_factor(discount_rate_per_year: Amount, lifetime_years: Amount) -> Amount:
    """Share of a purchase price to be earned back each year, 1/year.

    Parameters
    ----------
    discount_rate_per_year : float or array, 1/year
        Real cost of capital; must be positive.
    lifetime_years : float or array, year
        Years in use.

    Returns
    -------
    float or array, 1/year
        Capital recovery factor i / (1 - (1 + i)^-n).

    Examples
    --------
    >>> round(recovery_factor(discount_rate_per_year=0.1, lifetime_years=5.0), 4)
    0.2638
    """
    discounted = (1.0 + discount_rate_per_year) ** (-lifetime_years)
    return discount_rate_per_year / (1.0 - discounted)


def cost_usd_per_chip_hour(
    chip_price_usd: Amount,
    system_multiple: Amount,
    recovery_factor: Amount,
    watts: Amount,
    power_usage_effectiveness: Amount,
    usd_per_kwh: Amount,
    operations_usd_per_chip_hour: Amount,
    availability_share: Amount,
) -> Amount:
    """Cost of one accelerator for one hour of use, USD/hour.

    Parameters
    ----------
    chip_price_usd : float or array, USD
        Price of the accelerator.
    system_multiple : float or array, 1
        Server, network and building: the whole system over the accelerator.
    recovery_factor : float or array, 1/year
        See `recovery_factor`.
    watts : float or array, W
        Power of the accelerator.
    power_usage_effectiveness : float or array, 1
        Power of the site over power of the chips.
    usd_per_kwh : float or array, USD/kWh
        Price of electricity.
    operations_usd_per_chip_hour : float or array, USD/hour
        Staff, maintenance, software.
    availability_share : float or array, 1
        Share of hours in which the accelerator can be used.

    Returns
    -------
    float or array, USD/hour
        (capital + energy + operations) / availability.

    Examples
    --------
    >>> round(cost_usd_per_chip_hour(30000.0, 1.5, 0.25, 700.0, 1.3, 0.08, 0.1, 0.9), 3)
    1.618
    """
    capital = chip_price_usd * system_multiple * recovery_factor / HOURS_PER_YEAR
    energy = watts * power_usage_effectiveness / WATTS_PER_KILOWATT * usd_per_kwh
    return (capital + energy + operations_usd_per_chip_hour) / availability_share


def price_usd_per_chip_hour(cost_usd_per_chip_hour: Amount, provider_margin: Amount) -> Amount:
    """Price at which one accelerator is let, USD/hour.

    Parameters
    ----------
    cost_usd_per_chip_hour : float or array, USD/hour
        See `cost_usd_per_chip_hour`.
    provider_margin : float or array, 1
        Margin over cost; 0.5 is half as much again.

    Returns
    -------
    float or array, USD/hour
        cost * (1 + margin).

    Examples
    --------
    >>> price_usd_per_chip_hour(cost_usd_per_chip_hour=2.0, provider_margin=0.5)
    3.0
    """
    return cost_usd_per_chip_hour * (1.0 + provider_margin)
