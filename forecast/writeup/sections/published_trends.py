"""Our trends beside published ones, which are compared with and never fitted."""

from __future__ import annotations

from forecast.writeup.answers import Document, row_where, rows_where, values_of
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import significant

NAMES = {
    "flop_per_usd": "FLOP/s per USD",
    "flop_per_watt": "FLOP/s per watt",
    "flop_per_chip": "FLOP/s per chip",
    "bandwidth_per_chip": "bandwidth per chip",
    "memory_per_chip": "memory per chip",
    "stock": "stock of accelerators",
    "context_window": "context window",
    "algorithmic_gain": "algorithmic gain, inference side",
    "token_price_fall": "fall of a typical token price",
    "lowest_token_price_fall": "fall of the lowest token price",
    "tokens_per_day": "tokens a day",
    "cost_at_capability": "fall of cost: hardware times algorithms",
}
SOURCE_WIDTH = 44  # characters of a source that a table has room for


def section(document: Document) -> Section | None:
    """Return published trends beside ours, or None where the run does not hold them."""
    rows = document["answers"].get("published_trends", [])
    if not rows:
        return None
    names = values_of(rows, "name")
    body: list[tuple[str, ...]] = []
    for name in names:
        body.append((terminal_text(NAMES.get(name, name.replace("_", " "))),))
        body += [_row(row) for row in rows_where(rows, name=name)]
    n_inside = sum(row["inside"] for row in rows)
    return Section(
        "published_trends",
        "Beside published trends",
        sentences=(
            f"{n_inside} of {len(rows)} published estimates agree with ours of the same years.",
        ),
        table=Table(("factor per year", "years", "theirs", "ours, 90%", "inside"), tuple(body)),
        notes=(
            "Ours: the posterior's trend, averaged over their years; no row here enters a fit. "
            "They rest on much the same data, so agreement confirms little. Inside: our median in "
            "their interval, or, where they give none, their figure in ours; else how far off: "
            "our median over the nearer end of theirs (or that of ours over their figure).",
            *_reasons(rows, names),
        ),
    )


def _row(row: dict) -> tuple[str, ...]:
    return (
        f"  {terminal_text(_shortened(row['source']))}",
        f"{int(row['begin'])}-{int(row['end'])}",
        _theirs(row),
        f"{factor(row['q50'])} [{factor(row['q05'])} to {factor(row['q95'])}]",
        "yes" if row["inside"] else f"NO, x{factor(row['off_by'])}",
    )


def _shortened(source: str) -> str:
    return source if len(source) <= SOURCE_WIDTH else f"{source[: SOURCE_WIDTH - 3].rstrip()}..."


def _theirs(row: dict) -> str:
    told = "" if row["theirs"] is None else factor(row["theirs"])
    if row["theirs_low"] is None:
        return told
    return f"{told} [{factor(row['theirs_low'])} to {factor(row['theirs_high'])}]".strip()


def factor(value: float) -> str:
    """Return a yearly factor, with two decimals where they matter.

    Examples
    --------
    >>> factor(1.3), factor(16.4), factor(900.0)
    ('1.30', '16', '900')
    """
    return f"{value:.2f}" if value < 10 else significant(value)


def _reasons(rows: list[dict], names: list[str]) -> tuple[str, ...]:
    """Why ours lies elsewhere, once a trend with a miss."""
    first = [row_where(rows, name=name, inside=False) for name in names]
    missed = [
        f"{terminal_text(NAMES.get(row['name'], row['name']))}: {row['why']}"
        for row in first
        if row
    ]
    return (f"Where ours lies outside: {'; '.join(missed)}.",) if missed else ()
