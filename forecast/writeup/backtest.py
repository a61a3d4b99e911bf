"""The scores of a backtest as text, as Markdown and as a folder, rivals that beat us included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from forecast.files import write_atomically
from forecast.writeup.document import to_json
from forecast.writeup.section import Section, Table, section_text

Document = Mapping[str, Any]
OURS = "forecast"
FILE = "backtest.json"
WANTED = (0.7, 0.9)  # share of cases that 80% intervals should hold
MARKS = ("<!-- backtest -->", "<!-- /backtest -->")
BY_TARGET = ("target and model", "n", "CRPS", "ours", "skill", "WIS", "log", "50%", "80%", "90%")
BY_ORIGIN = ("target and origin", "n", "CRPS", "persistence", "loglinear", "80%")


def backtest_text(document: Document, width: int) -> str:
    """Scores by target and model, then by origin, then what a reader must know.

    Parameters
    ----------
    document : mapping
        `forecast.backtest/1`.
    width : int
        Columns.

    Returns
    -------
    str
    """
    sections = (
        Section(
            "backtest",
            f"Forecasts as of {', '.join(document['origins'])}, scored by what came",
            (headline(document), LEGEND),
            Table(BY_TARGET, tuple(target_rows(document))),
        ),
        Section(
            "by_origin",
            "Ours by origin, over all horizons",
            (),
            Table(BY_ORIGIN, tuple(origin_rows(document))),
            tuple(notes_of(document)),
        ),
    )
    return "\n\n".join(section_text(each, width) for each in sections)


LEGEND = (
    "CRPS, interval score (WIS) and log score are of the natural log, and smaller is better; "
    "'ours' is our CRPS on the cases of that row, and skill is 1 - ours / CRPS: above zero we "
    "were closer, below zero we were beaten. 50%, 80% and 90% are the shares of cases inside "
    "those intervals."
)


def headline(document: Document) -> str:
    """Skill over the baselines and coverage, in sentences.

    Parameters
    ----------
    document : mapping
        `forecast.backtest/1`.

    Returns
    -------
    str
    """
    skills = document["skill"].items()
    told = [f"{value:.2f} over {name}" for name, value in skills if value is not None]
    sentences = [f"Skill averaged over targets: {', '.join(told) or 'none'}."]
    over = document["coverage_over_targets"]
    if over["coverage80"] is not None:
        sentences.append(
            f"Averaged over targets, the 50% intervals held {over['coverage50']:.0%}, the 80% "
            f"{over['coverage80']:.0%}, the 90% {over['coverage90']:.0%}; {_verdict(over)}."
        )
    overall = [each for each in document["calibration"] if each["target"] == "all"]
    sentences += [_pooled(each) for each in overall]
    leaks = [each["target"] for each in document["targets"] if each["leaks"]]
    if leaks:
        sentences.append(f"Left out of the averages as leaks: {', '.join(leaks)}.")
    return " ".join(sentences)


def _verdict(over: Mapping[str, Any]) -> str:
    low, high = WANTED
    if over["coverage80"] < low:
        return "the forecasts were too sure"
    return "the forecasts were not sure enough" if over["coverage80"] > high else "as promised"


def _pooled(calibration: Mapping[str, Any]) -> str:
    held = next(each for each in calibration["coverage"] if each["level"] == 0.8)
    return f"Of all {calibration['pit']['n']} cases, {held['share']:.0%} lay in the 80% interval."


def target_rows(document: Document) -> Iterable[tuple[str, ...]]:
    """Rows of the table by target and model; a heading a target."""
    target = None
    for row in document["summary"]:
        if row["target"] != target:
            target = row["target"]
            yield (target,)
        yield _cells(row)


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    skill = row["skill_of_ours"]
    return (
        f"  {row['model']}",
        str(row["n"]),
        f"{row['crps']:.3f}",
        "" if row["our_crps"] is None else f"{row['our_crps']:.3f}",
        "" if skill is None else f"{skill:+.2f}{' *' if skill < 0 else '  '}",
        f"{row['wis']:.3f}",
        f"{row['log_score']:.2f}",
        *(f"{row[name]:.0%}" for name in ("coverage50", "coverage80", "coverage90")),
    )


def origin_rows(document: Document) -> Iterable[tuple[str, ...]]:
    """Rows of the table by target and origin."""
    target = None
    scores = document["scores"]
    for row in dict.fromkeys((row["target"], row["origin"]) for row in scores):
        if row[0] != target:
            target = row[0]
            yield (target,)
        yield _origin_cells(*row, scores)


def _origin_cells(target: str, origin: str, scores: list[Any]) -> tuple[str, ...]:
    def pooled(model: str, name: str) -> float | None:
        rows = [
            row
            for row in scores
            if (row["target"], row["origin"], row["model"]) == (target, origin, model)
        ]
        n = sum(row["n"] for row in rows)
        return sum(row["n"] * row[name] for row in rows) / n if n else None

    n = sum(
        row["n"]
        for row in scores
        if (row["target"], row["origin"], row["model"]) == (target, origin, "persistence")
    )
    crps = [_number(pooled(model, "crps")) for model in (OURS, "persistence", "loglinear")]
    inside = pooled(OURS, "coverage80")
    return (f"  {origin}", str(n), *crps, "-" if inside is None else f"{inside:.0%}")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def notes_of(document: Document) -> Iterable[str]:
    """What a reader must know: how targets are dated, and where the scores are soft."""
    for target in document["targets"]:
        if target["vintage"] != "published" or target["notes"]:
            dated = "" if target["vintage"] == "published" else f" ({target['vintage']} vintage)"
            yield f"{target['target']}{dated}: {'; '.join(target['notes'])}."
    for note in document["notes"]:
        yield f"{note[0].upper()}{note[1:]}."
    yield "* a row that beat us. Rivals enter at origins after their publication only."


def backtest_markdown(document: Document) -> str:
    """The scores by target and model as a Markdown table, for the README and the report.

    Parameters
    ----------
    document : mapping
        `forecast.backtest/1`.

    Returns
    -------
    str
    """
    lines = [
        headline(document),
        "",
        "| target | model | n | CRPS | ours there | skill of ours | 80 % held |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for row in document["summary"]:
        skill, ours = row["skill_of_ours"], row["our_crps"]
        told = "" if skill is None else f"{skill:+.2f}"
        cells = (
            row["target"],
            f"**{row['model']}**" if row["model"] == OURS else row["model"],
            str(row["n"]),
            f"{row['crps']:.3f}",
            "" if ours is None else f"{ours:.3f}",
            f"**{told}**" if skill is not None and skill < 0 else told,
            f"{row['coverage80']:.0%}".replace("%", " %"),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_backtest(document: Document, folder: Path) -> list[Path]:
    """Write the document and its figures into a folder.

    Parameters
    ----------
    document : mapping
        `forecast.backtest/1`.
    folder : Path
        Made where it is missing.

    Returns
    -------
    list of Path
        What was written.
    """
    from forecast.writeup.figure_backtest import write_figures

    path = folder / FILE
    write_atomically(path, f"{to_json(document)}\n".encode())
    return [path, *write_figures(document, folder)]


def with_backtest(text: str, document: Document) -> str:
    """A page with the scores between its two marks.

    Parameters
    ----------
    text : str
        A page with the marks `<!-- backtest -->` and `<!-- /backtest -->`.
    document : mapping
        `forecast.backtest/1`.

    Returns
    -------
    str

    Examples
    --------
    >>> with_backtest("a", {})
    'a'
    """
    if MARKS[0] not in text:
        return text
    before, _, rest = text.partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    return f"{before}{MARKS[0]}\n{backtest_markdown(document)}\n{MARKS[1]}{after}"
