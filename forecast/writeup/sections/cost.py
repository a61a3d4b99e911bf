"""USD per copy-hour by year against the wage."""

from __future__ import annotations

from forecast.writeup.answers import Document, row_where
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, interval, money, significant

SHOWN_YEARS = (2027, 2030, 2035, 2040, 2050, 2100)


def section(document: Document) -> Section:
    """Return cost of a copy-hour, wage, their ratio and copies the world can run, by year."""
    answers = document["answers"]
    shown = [year for year in SHOWN_YEARS if row_where(answers["Q7"], year=year)]
    price_year = document["price_year"]
    return Section(
        "cost",
        "USD per copy-hour against the wage, and copies the world's hardware can run",
        table=Table(
            ("year", "copy-hour", "90% interval", "wage", "cost/wage", "copies", "90% interval"),
            tuple(_row(answers, year) for year in shown),
        ),
        notes=(f"Medians with 90% intervals, {price_year} USD, as if the model existed by then.",),
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
        money(quantiles["Q7"].get("0.5")),
        interval(quantiles["Q7"], "0.05", "0.95", show=money),
        money(quantiles["wage"].get("0.5")),
        "-" if ratio is None else significant(ratio, 2),
        short_count(quantiles["Q6"].get("0.5")),
        interval(quantiles["Q6"], "0.05", "0.95", show=short_count),
    )


def short_count(value: float | None) -> str:
    """Number of copies in a narrow column: "3.1 bn", "20 m", "500 k".

    Examples
    --------
    >>> short_count(3.1e9), short_count(2e7), short_count(5e5), short_count(12.0)
    ('3.1 bn', '20 m', '500 k', '12')
    """
    if value is not None and 1e3 <= value < 1e6:
        return f"{significant(value / 1e3, 2)} k"
    told = count(value)
    for word, short in (("trillion", "tn"), ("billion", "bn"), ("million", "m")):
        told = told.replace(word, short)
    return told
