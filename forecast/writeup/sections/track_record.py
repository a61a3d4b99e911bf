"""How forecasts of this kind as of earlier dates would have done, those who beat us included."""

from __future__ import annotations

from forecast.writeup.answers import Document, rows_where, values_of
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import percent

OURS = "forecast"
BASELINES = ("persistence", "loglinear")
WANTED = (0.7, 0.9)  # share of cases that 80% intervals should hold
HEADERS = ("target and model", "cases", "CRPS", "ours there", "skill of ours", "in 80%")


def section(document: Document) -> Section | None:
    """Return the scores by target and model, or None where the document holds none."""
    rows = document["answers"].get("Q16", [])
    if not rows:
        return None
    table: list[tuple[str, ...]] = []
    for target in values_of(rows, "target"):
        table.append((terminal_text(target.replace("_", " ")),))
        table += [_row(row) for row in rows_where(rows, target=target)]
    return Section(
        "track_record",
        "How earlier forecasts would have done",
        (_headline(rows),),
        Table(HEADERS, tuple(table)),
        (
            "Refitted as of past dates on what was known then, scored by what came. CRPS is of the "
            "natural log, smaller is better; skill is 1 - ours / theirs on the same cases: below "
            "zero we were beaten. Beliefs of those dates are wide ones written with hindsight.",
        ),
    )


def _headline(rows: list[dict]) -> str:
    ours = rows_where(rows, model=OURS)
    held = sum(row["coverage80"] for row in ours) / len(ours)
    beaten = sorted({row["target"] for row in rows if (row["skill"] or 0.0) < 0.0})
    verdict = "as wide as they should be"
    if held < WANTED[0]:
        verdict = "too sure"
    elif held > WANTED[1]:
        verdict = "not sure enough"
    told = f"Averaged over targets, 80% intervals held {percent(held)} of what came: {verdict}."
    names = ", ".join(name.replace("_", " ") for name in beaten)
    return terminal_text(f"{told} Beaten on: {names or 'nothing'}.")


def _row(row: dict) -> tuple[str, ...]:
    ours, skill = row["our_crps"], row["skill"]
    return (
        f"  {terminal_text(row['model'])}",
        str(row["n_cases"]),
        f"{row['crps']:.2f}",
        "" if ours is None else f"{ours:.2f}",
        "" if skill is None else f"{skill:+.2f}",
        percent(row["coverage80"]),
    )
