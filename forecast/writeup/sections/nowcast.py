"""Today's models on today's stock, beside what is observed."""

from __future__ import annotations

from forecast.writeup.answers import Document
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, interval, money

QUANTITIES = {
    "tokens_per_day": "tokens a day, world",
    "tokens_written_per_day": "of them written",
    "tokens_per_day_google": "tokens a day, Google",
    "copies_of_todays_model": "copies that could run now",
    "usd_per_million_output_tokens": "USD per million tokens written",
    "usd_per_million_tokens_blended_3to1": "the same, 3 read for 1 written",
    "usd_per_million_tokens_blended_3to1_deepseek_v3": "the same of DeepSeek-V3",
}
ANSWERS = {True: "yes", False: "NO", None: ""}


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
            ("quantity", "we compute", "80% interval", "observed", "inside"),
            tuple(_row(row) for row in rows),
        ),
        notes=(
            "The equations of the forecast with today's typical model, traffic and stock. Sizes of "
            "closed models, the share of chips that serve and the share of serving that is "
            "language are published by nobody: judgement, which makes the intervals wide. Observed "
            "tokens of the world are a sum of statements, a lower bound; companies count "
            "differently. Copies: the work of a human-level copy given to today's model, which "
            "could not do it. Our prices are costs, with the margin of whoever lets the chips; "
            "list prices add the seller's.",
        ),
    )


def _row(row: dict) -> tuple[str, ...]:
    show = money if row["unit"].startswith("USD") else count
    name = QUANTITIES.get(row["quantity"], row["quantity"].replace("_", " "))
    observed = "" if row["observed"] is None else show(row["observed"])
    return (
        terminal_text(name),
        show(row["q50"]),
        interval(row, "q10", "q90", show=show),
        observed,
        ANSWERS[row["inside"]],
    )
