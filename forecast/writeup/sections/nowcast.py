"""Today's models on today's stock, beside what is observed."""

from __future__ import annotations

from forecast.writeup.answers import Document, row_where
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import interval, joined, money, percent, short_count, significant

QUANTITIES = {
    "tokens_per_day": "tokens a day, world",
    "tokens_written_per_day": "  of them written",
    "tokens_per_day_google": "tokens a day, Google",
    "copies_of_todays_model": "copies it could run now",
    "usd_per_million_output_tokens": "USD/million written",
    "usd_per_million_tokens_blended_3to1": "  and 3 read for each",
    "usd_per_million_tokens_blended_3to1_deepseek_v3": "  the same, DeepSeek-V3",
}
MARGINS = {
    "usd_per_million_tokens_blended_3to1": "typical",
    "usd_per_million_tokens_blended_3to1_deepseek_v3": "DeepSeek-V3",
}
NAMED = 2  # drivers worth a sentence


def section(document: Document) -> Section | None:
    """Return the nowcast row by row, or None where the run does not hold it."""
    rows = document["answers"].get("Q21", [])
    if not rows:
        return None
    known = [row for row in rows if row["inside"] is not None]
    n_inside = sum(row["inside"] for row in known)
    return Section(
        "nowcast",
        "Does the model reproduce today?",
        sentences=(f"{n_inside} of {len(known)} observed values lie in the 80% interval.",),
        table=Table(
            ("quantity", "we compute", "80% interval", "observed", "inside, at"),
            tuple(_row(row) for row in rows),
        ),
        notes=(
            "The equations of the forecast with today's typical model, traffic and stock. Observed "
            "tokens of the world are a sum of companies' statements, a lower bound; they count "
            "differently, read and hidden tokens included. Copies: a human-level copy's work "
            "given to today's model, which could not do it. Our prices are costs on rented chips; "
            f"list prices, the median of many, add the seller's margin{_margins(rows)}. At: share "
            "of our draws below the observed.",
            f"What nobody publishes is judgement, and makes the intervals wide{_width(rows)}.",
        ),
    )


def _margins(rows: list[dict]) -> str:
    """List price over our cost, where three tokens are read for each written."""
    told = [
        f"{name} {_times(row['price_over_cost'])}"
        for quantity, name in MARGINS.items()
        if (row := row_where(rows, quantity=quantity)) and "price_over_cost" in row
    ]
    return f" (price over cost: {joined(told)})" if told else ""


def _times(levels: dict) -> str:
    shown = interval(levels, "q10", "q90", show=lambda v: "none" if v is None else significant(v))
    return f"{significant(levels['q50'])} [{shown}]" if levels["q50"] is not None else "none"


def _width(rows: list[dict]) -> str:
    """What the spread of the tokens a day is due to, first of all."""
    drivers: list[dict] = next((row["drivers"] for row in rows if row.get("drivers")), [])[:NAMED]
    told = [f"{each['name']} {percent(each['first_order'])}" for each in drivers]
    return f": of the world's tokens above all {joined(told)}" if told else ""


def _row(row: dict) -> tuple[str, ...]:
    show = price if row["unit"].startswith("USD") else short_count
    observed = "" if row["observed"] is None else show(row["observed"])
    name = QUANTITIES.get(row["quantity"], row["quantity"].replace("_", " "))
    return (
        terminal_text(name),
        show(row["q50"]),
        interval(row, "q10", "q90", show=show),
        observed,
        "" if row["inside"] is None else _inside(row),
    )


def price(value: float | None) -> str:
    """Return a price; "none" where no hardware serves the model at any.

    Examples
    --------
    >>> price(0.37), price(None)
    ('0.37', 'none')
    """
    return "none" if value is None else money(value)


def _inside(row: dict) -> str:
    return f"{'yes' if row['inside'] else 'NO'}, {percent(row['p_below'])}"
