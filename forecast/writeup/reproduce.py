"""What came of making a publication again, as an object and in a few lines."""

from __future__ import annotations

from typing import Any

from forecast.writeup.escaping import terminal_text

SCHEMA = "forecast.reproduce/1"
SHOWN = 10  # numbers or files that are listed


def told(done: Any) -> dict[str, Any]:
    """The `forecast.reproduce/1` object.

    Parameters
    ----------
    done : Reproduced

    Returns
    -------
    dict
    """
    numbers = done.numbers
    return {
        "schema": SCHEMA,
        "id": done.id,
        "folder": str(done.folder),
        "agrees": done.agrees,
        "same_bytes": done.same_bytes,
        "same_code_and_versions": done.same_setting,
        "spoilt_files": [*done.spoilt],
        "differing_from_record": [*done.differing],
        "refitted_blocks": [*done.refitted],
        "numbers": None if numbers is None else numbers.n_numbers,
        "numbers_without_error": None if numbers is None else numbers.n_without_error,
        "largest_deviation": None if numbers is None else numbers.largest,
        "differing_numbers": [] if numbers is None else [*numbers.differing],
    }


def reproduce_text(result: dict[str, Any]) -> str:
    """The verdict first, then what it rests on.

    Parameters
    ----------
    result : dict
        A `forecast.reproduce/1` object.

    Returns
    -------
    str
    """
    lines = [_verdict(result), *_files(result), *_record(result), *_numbers(result)]
    return "\n".join(terminal_text(line.strip()) for line in lines)


def _verdict(result: dict[str, Any]) -> str:
    if result["agrees"]:
        how = "to the byte" if result["same_bytes"] else "within Monte Carlo error"
        return f"{result['id']} comes out again: {result['numbers']} numbers agree, {how}"
    why = "; nothing was run, its files are not those on record" if result["spoilt_files"] else ""
    return f"{result['id']} does NOT come out again{why}"


def _files(result: dict[str, Any]) -> list[str]:
    spoilt = result["spoilt_files"]
    return [f"  {each['path']}: {each['what']}" for each in spoilt[:SHOWN]] + _more(spoilt)


def _record(result: dict[str, Any]) -> list[str]:
    lines = [
        f"  {each['kind']} {each['name']}: {_short(each['recorded'])} on record, "
        f"{_short(each['now'])} now"
        for each in result["differing_from_record"]
    ]
    refitted = result["refitted_blocks"]
    return lines + ([f"  refitted: {', '.join(refitted)}"] if refitted else [])


def _numbers(result: dict[str, Any]) -> list[str]:
    lines = []
    largest, differing = result["largest_deviation"], result["differing_numbers"]
    if largest is not None:
        lines.append(
            f"  largest deviation: {largest['standard_errors']:.2f} standard errors "
            f"({largest['name']})"
        )
    for each in differing[:SHOWN]:
        lines.append(f"  differs: {each['name']}: {each['before']} on record, {each['after']} now")
    return lines + _more(differing)


def _more(rows: list[Any]) -> list[str]:
    return [f"  and {len(rows) - SHOWN} more"] if len(rows) > SHOWN else []


def _short(value: Any) -> str:
    text = "none" if value is None else str(value)
    return text[:12] if len(text) == 64 else text[:80]
