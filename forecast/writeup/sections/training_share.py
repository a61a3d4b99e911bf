"""Is most compute spent on inference or on training?"""

from __future__ import annotations

from forecast.writeup.answers import Document, row_where, values_of
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import interval, percent, significant


def section(document: Document) -> Section | None:
    """Return the share that serves by year, or None where the run does not hold it."""
    rows = document["answers"].get("Q18", [])
    if not rows:
        return None
    years = values_of(rows, "year")
    headers = ("year", "serves", "80% interval", "after the trade", "80% interval", "compute")
    return Section(
        "training_share",
        "Share of compute that serves rather than trains",
        table=Table(headers, tuple(_row(rows, year) for year in years)),
        notes=(
            "From today's share to that of a world with human-level models at the date each draw "
            "has for it. The trade: more inference stands in for less training, or the reverse, "
            "until the two together cost least; then the share hardly depends on where one "
            "started. Last column: all compute after the trade over before, at equal quality, "
            f"median.{_tenfold(rows, years[0])} Copies in this report do not use the trade. "
            "Judgement, but for the published exchange rate.",
        ),
    )


def _tenfold(rows: list[dict], year: int) -> str:
    row = row_where(rows, year=year, basis="training_cut_tenfold")
    if row is None:
        return ""
    return (
        " Cutting all training tenfold instead would leave "
        f"{percent(row['quantiles']['0.5'])} to inference and need "
        f"{significant(row['compute_needed'])} times the compute ({year}): it pays only for models "
        "that are little used."
    )


def _row(rows: list[dict], year: int) -> tuple[str, ...]:
    cells = [str(year)]
    for basis in ("without_trade", "with_trade"):
        row = row_where(rows, year=year, basis=basis)
        levels = row["quantiles"] if row else {}
        cells += [percent(levels.get("0.5")), interval(levels, "0.1", "0.9", show=percent)]
    traded = row_where(rows, year=year, basis="with_trade") or {}
    return (*cells, significant(traded.get("compute_needed", 1.0)))
