"""Numbers as words: chances, dates, counts and money, rounded to what their error supports."""

from __future__ import annotations

import math

BEYOND = ">2100"  # a date after the horizon; "never" is an outcome of its own
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEPS_PERCENT = (1, 5, 10)  # percentage points a chance may be rounded to
MONTH_YEARS = 1 / 12  # year
SHORTEST_YEARS = 0.05  # year; less is shown as none
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def rounding_step_percent(mcse: float) -> int:
    """Percentage points to round a chance to: the smallest step at least twice its error.

    Examples
    --------
    >>> rounding_step_percent(0.002), rounding_step_percent(0.012), rounding_step_percent(0.2)
    (1, 5, 10)
    """
    return next((step for step in STEPS_PERCENT if 200 * mcse <= step), STEPS_PERCENT[-1])


def percent(p: float | None, mcse: float = 0.0) -> str:
    """Chance as text; "<1%" and ">99%" where rounding would claim impossible or certain.

    Examples
    --------
    >>> percent(0.063, 0.002), percent(0.001, 0.0003), percent(0.9999, 0.001), percent(0.38, 0.02)
    ('6%', '<1%', '>99%', '40%')
    """
    if p is None:
        return "-"
    step = rounding_step_percent(mcse)
    rounded = step * round(100 * p / step)
    certain = mcse == 0 and p in (0.0, 1.0)
    if rounded <= 0 and not certain:
        return f"<{step}%"
    if rounded >= 100 and not certain:
        return f">{100 - step}%"
    return f"{rounded}%"


def points(mcse: float) -> str:
    """Monte Carlo error as percentage points, rounded up so that it is never understated.

    Examples
    --------
    >>> points(0.0021), points(0.0)
    ('0.3', '0.0')
    """
    return f"{math.ceil(1000 * mcse - 1e-9) / 10:.1f}"


def date(value: float | None, error_years: float = math.inf) -> str:
    """Calendar year of a date, with its month where the error is under a month.

    Examples
    --------
    >>> date(2041.7), date(2041.7, 0.02), date(None)
    ('2041', 'Sep 2041', '>2100')
    """
    if value is None:
        return BEYOND
    year = math.floor(value)
    if error_years > MONTH_YEARS:
        return str(year)
    return f"{MONTHS[min(11, int(12 * (value - year)))]} {year}"


def interval(quantiles: dict, low: str, high: str, show=date) -> str:
    """Two quantiles as "2034 to >2100"; one word where both read alike."""
    first, last = show(quantiles.get(low)), show(quantiles.get(high))
    return first if first == last else f"{first} to {last}"


def significant(value: float, digits: int = 2) -> str:
    """Number at a count of significant digits, with commas and without an exponent.

    Examples
    --------
    >>> significant(1234.0), significant(0.1234), significant(0.00042), significant(8.0)
    ('1,200', '0.12', '0.00042', '8')
    """
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    text = f"{rounded:,.{max(0, decimals)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(value: float | None) -> str:
    """Number of copies or people in words.

    Examples
    --------
    >>> count(8e9), count(1e8), count(8.23e9), count(357000)
    ('8 billion', '100 million', '8.2 billion', '360,000')
    """
    if value is None:
        return "-"
    for size, word in SCALES:
        scaled = float(significant(value / size, 2).replace(",", ""))
        if scaled >= 1:
            return f"{_scaled(scaled)} {word}"
    return significant(value, 2)


def _scaled(value: float) -> str:
    return f"{value:.0e}" if value >= 1e6 else significant(value, 2)


def short_count(value: float) -> str:
    """Number of copies in a narrow column: "3.1 bn", "20 m", "500 k".

    Examples
    --------
    >>> short_count(3.1e9), short_count(2e7), short_count(5e5), short_count(12.0)
    ('3.1 bn', '20 m', '500 k', '12')
    """
    if 1e3 <= value < 1e6:
        return f"{significant(value / 1e3, 2)} k"
    told = count(value)
    for word, short in (("trillion", "tn"), ("billion", "bn"), ("million", "m")):
        told = told.replace(word, short)
    return told


def money(value: float | None) -> str:
    """Amount of money without its unit: cents under 10, whole above, words from a million.

    Examples
    --------
    >>> money(0.1), money(3.456), money(24.2), money(1234.0), money(2.5e6), money(0.0004)
    ('0.10', '3.50', '24', '1,200', '2.5 million', '0.0004')
    """
    if value is None:
        return "-"
    if value >= 1e6:
        return count(value)
    if value >= 10 or value <= 0:
        return significant(value, 2)
    rounded = float(significant(value, 2))
    return f"{rounded:.2f}" if rounded >= 0.01 else significant(value, 2)


def years(value: float | None) -> str:
    """Length of time in years: one decimal under 10, ">" the horizon where there is no end.

    Examples
    --------
    >>> years(0.0), years(3.14), years(27.6), years(None)
    ('0', '3.1', '28', 'never')
    """
    if value is None:
        return "never"
    if value < SHORTEST_YEARS:
        return "0"
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def wage_limit(theta: float) -> str:
    """What a copy-hour may cost, in words.

    Examples
    --------
    >>> wage_limit(1.0), wage_limit(0.1), wage_limit(0.25)
    ('the wage', 'a tenth of the wage', '0.25 of the wage')
    """
    known = {1.0: "the wage", 0.1: "a tenth of the wage"}
    return known.get(theta, f"{significant(theta)} of the wage")


def joined(words: list[str]) -> str:
    """Words as a list in a sentence.

    Examples
    --------
    >>> joined(["a"]), joined(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
