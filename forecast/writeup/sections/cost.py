"""USD per copy-hour by year against the wage."""

from __future__ import annotations

from forecast.writeup.answers import Document, row_where
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import interval, money, short_count, significant

NONE = "none"
UNMET = "None: no hardware serves it, at any price; then no copies run."
SMALLEST = 1e-4  # USD/hour, or 1; less is not shown digit by digit
SHOWN_YEARS = (2027, 2030, 2035, 2040, 2050, 2100)


def section(document: Document) -> Section:
    """Return cost of a copy-hour, wage, their ratio and copies the world can run, by year."""
    answers = document["answers"]
    shown = [year for year in SHOWN_YEARS if row_where(answers["Q7"], year=year)]
    rows = tuple(_row(answers, year) for year in shown)
    told = (
        f"At the start of each year, as if a human-level model existed then. Medians with 90% "
        f"intervals; {document['price_year']} USD."
    )
    unmet = (UNMET,) if any(NONE in cell for row in rows for cell in row) else ()
    return Section(
        "cost",
        "USD per copy-hour against the wage, and copies the world's hardware can run",
        table=Table(
            ("year", "copy-hour", "90% interval", "wage", "cost/wage", "copies", "90% interval"),
            rows,
        ),
        notes=(told, *unmet),
        figure="cost_per_copy_hour",
    )


def _row(answers: dict, year: int) -> tuple[str, ...]:
    quantiles = {
        name: (row_where(answers.get(name, []), year=year) or {}).get("quantiles", {})
        for name in ("Q6", "Q7", "Q8", "wage")
    }
    ratio = quantiles["Q8"].get("0.5")
    return (
        str(year),
        cost(quantiles["Q7"].get("0.5")),
        interval(quantiles["Q7"], "0.05", "0.95", show=cost),
        money(quantiles["wage"].get("0.5")),
        NONE if ratio is None else small(ratio, significant(ratio, 2)),
        short_count(quantiles["Q6"]["0.5"]),
        interval(quantiles["Q6"], "0.05", "0.95", show=short_count),
    )


def cost(value: float | None) -> str:
    """USD per copy-hour; "none" where no hardware serves it at any price.

    Examples
    --------
    >>> cost(0.123), cost(1e-7), cost(None)
    ('0.12', '<0.0001', 'none')
    """
    return NONE if value is None else small(value, money(value))


def small(value: float, told: str) -> str:
    """The text of a value, unless the value is too small to be worth its digits."""
    return f"<{SMALLEST:.4f}" if value < SMALLEST else told
