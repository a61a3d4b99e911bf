"""What `forecast explain` prints about a quantity, with prior and posterior as a text picture."""

from __future__ import annotations

import math
from typing import Any

from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table, section_text
from forecast.writeup.sections.replaced import number
from forecast.writeup.wording import percent

PICTURE_COLUMNS = 40  # columns of the text picture
HARDLY_NARROWED = 0.9  # posterior over prior width: above, data have said next to nothing
POOLED = (
    "A pool is made of its fitted forecasts in a run: `forecast run` prints its quantiles and what "
    "each forecast weighs."
)
LOG_RATIO = 10.0  # a wider range of positive values is drawn on a log scale


def explanation_text(result: dict[str, Any], width: int) -> str:
    """Return an explanation as plain text."""
    sections = (_meaning(result), _history(result), _evidence(result), _comparison(result))
    return "\n\n".join(section_text(section, width) for section in sections)


def _meaning(result: dict[str, Any]) -> Section:
    low, high = result["bounds"]
    return Section(
        "meaning",
        "",
        (
            f"{result['name']} [{result['unit']}], {result['topic']}",
            terminal_text(result["meaning"]),
            f"Always within {number(low)} to {number(high)}.",
        ),
    )


def _history(result: dict[str, Any]) -> Section:
    told: list[str] = []
    for entry in result["entries"]:
        told += _entry_sentences(entry)
    return Section("history", "Beliefs, newest first", tuple(map(terminal_text, told)))


def _entry_sentences(entry: dict[str, Any]) -> list[str]:
    found = entry["quantiles"]
    numbers = (
        f"median {number(found['q50'])}, 90% interval {number(found['q05'])} to "
        f"{number(found['q95'])}"
        if found
        else "pooled from published forecasts"
    )
    mark = "" if entry["in_force"] else " (not in force)"
    partner = entry["correlates_with"]
    told = [
        f"Since {entry['as_of']}{mark}: {entry['family']}, {numbers}; grade: {entry['grade']}.",
        entry["derivation"],
        *(_source_sentence(source) for source in entry["sources"]),
    ]
    if partner is not None:
        rank = partner["rank_correlation"]
        told.append(f"Moves with {partner['name']}: rank correlation {rank}.")
    return told


def _source_sentence(source: dict[str, str]) -> str:
    place = f", {source['at']}" if source["at"] else ""
    read = f": {source['read']}" if source["read"] else ""
    return f"Source: {source['key']}{place}{read}"


def _evidence(result: dict[str, Any]) -> Section:
    tables = result["evidence"]
    if not tables:
        return Section("evidence", "Evidence", ("No data inform this quantity: judgement.",))
    told = [f"{t['name']}: {t['title']} ({t['rows']} rows)" for t in tables]
    return Section("evidence", "Evidence", tuple(map(terminal_text, told)))


def _comparison(result: dict[str, Any]) -> Section:
    pairs = [(name, result[name]) for name in ("prior", "posterior") if result[name]]
    if not pairs:
        return Section("prior", "Prior", (POOLED,))
    low = min(values["q05"] for _, values in pairs)
    high = max(values["q95"] for _, values in pairs)
    rows = [
        (name, number(v["q05"]), number(v["q50"]), number(v["q95"]), picture(v, low, high))
        for name, v in pairs
    ]
    scale = "log scale" if _is_log(low, high) else "linear scale"
    learned = result.get("learned")
    missing = () if result["posterior"] else ("No posterior of it is stored.",)
    told = learned_sentences(learned) if learned else ()
    return Section(
        "comparison",
        "Prior against posterior" if result["posterior"] else "Prior",
        table=Table(("", "5%", "median", "95%", scale.ljust(PICTURE_COLUMNS)), tuple(rows)),
        notes=(*missing, *told),
    )


def learned_sentences(learned: dict[str, Any]) -> tuple[str, ...]:
    """Return what the data did to a belief, and whether card and data disagree, in words.

    Examples
    --------
    >>> learned_sentences({"shift_sd": -2.4, "sd_ratio": 0.3, "overlap": 0.08, "conflict": True})[1]
    'Card and data disagree: the card had under 5% where the data put the median.'
    """
    shift, left = learned["shift_sd"], percent(learned["sd_ratio"])
    way = "up" if shift > 0 else "down"
    told = (
        f"The data moved the median {way} by {abs(shift):.1f} of the card's standard deviations "
        f"and left {left} of its width; the two overlap by {percent(learned['overlap'])}."
    )
    if learned["conflict"]:
        return told, "Card and data disagree: the card had under 5% where the data put the median."
    if learned["sd_ratio"] >= HARDLY_NARROWED:
        return told, "The data say next to nothing here: the answer is that of the card."
    return (told,)


def _is_log(low: float, high: float) -> bool:
    return low > 0 and high / low > LOG_RATIO


def picture(values: dict[str, float], low: float, high: float) -> str:
    """Return an interval as text between two ends, such as ``|-----o--|``.

    Examples
    --------
    >>> picture({"q05": 0.0, "q50": 5.0, "q95": 10.0}, 0.0, 10.0).count("-")
    37
    """
    marks = [" "] * PICTURE_COLUMNS
    first, middle, last = (_column(values[key], low, high) for key in ("q05", "q50", "q95"))
    marks[first : last + 1] = "-" * (last + 1 - first)
    marks[first] = marks[last] = "|"
    marks[middle] = "o"
    return "".join(marks)


def _column(value: float, low: float, high: float) -> int:
    if high <= low:
        return 0
    if _is_log(low, high):
        value, low, high = math.log(value), math.log(low), math.log(high)
    return round((PICTURE_COLUMNS - 1) * (value - low) / (high - low))
