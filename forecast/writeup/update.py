"""What an update did, as text."""

from __future__ import annotations

from typing import Any

from forecast.writeup.compare import compare_text
from forecast.writeup.section import Section, Table, section_text
from forecast.writeup.wording import date, joined, percent

REWEIGHTED, FITTED = "reweighted", "fitted"  # blocks that were not stored


def update_text(result: dict[str, Any], width: int) -> str:
    """Feeds, blocks and numbers that moved, in a few paragraphs.

    Parameters
    ----------
    result : dict
        `forecast.update/1`.
    width : int
        Columns.

    Returns
    -------
    str
    """
    sentences = [_feed_sentence(each) for each in result["feeds"]] or ["The evidence as it is."]
    if result["blocks"]:
        sentences += _blocks_sentences(result["blocks"])
    if result["published"]:
        sentences.append(f"Published: {result['published']}.")
    is_first = result["since"] is None
    rows = tuple(_row(each, is_first) for each in result["numbers"])
    heads = ("8 billion and 1 million copies", result["since"] or "nothing published yet", "now")
    table = Table(heads, rows) if rows and not result["compare"] else None
    told = section_text(Section("update", "What moved", tuple(sentences), table), width)
    split = result["compare"]
    return f"{told}\n\n{compare_text(split, width)}" if split else told


def _feed_sentence(each: dict[str, Any]) -> str:
    state = "written" if each["written"] else "nothing written"
    if not each["ok"]:
        state = "REFUSED"
    known = {"feed", "dataset", "ok", "written"}
    counts = ((name.replace("_", " "), n) for name, n in each.items() if name not in known)
    told = ", ".join(f"{n:,} {name}" for name, n in counts if n)
    return f"{each['feed']} into {each['dataset']}: {told or 'nothing read'}; {state}."


def _blocks_sentences(blocks: list[dict[str, Any]]) -> list[str]:
    """How each block of the posterior was had: stored, reweighted and how well, fitted and why."""
    made = [each for each in blocks if each["source"] in (REWEIGHTED, FITTED)]
    if not made:
        return [f"All {len(blocks)} blocks of the posterior were stored; nothing was refitted."]
    alike: dict[tuple[str, str], list[str]] = {}
    for each in made:
        alike.setdefault((each["source"], _why(each)), []).append(each["block"])
    told = [f"{how.capitalize()}: {joined(names)}{why}." for (how, why), names in alike.items()]
    n_stored = len(blocks) - len(made)
    return [*told, f"{n_stored} other block{' was' if n_stored == 1 else 's were'} stored."]


def _why(each: dict[str, Any]) -> str:
    """The reason, without the key of the draws it was made from."""
    reason = (each["why"] or "").partition(": ")[2] if each["source"] == REWEIGHTED else each["why"]
    return f" ({reason})" if reason else ""


def _row(each: dict[str, Any], is_first: bool) -> tuple[str, ...]:
    if each["name"].startswith("median"):
        return each["name"], "" if is_first else date(each["before"]), date(each["now"])
    error = each["mcse"] or 0.0
    both = (each["before"], each["now"])
    return (each["name"], *(percent(p, error) if p is not None else "" for p in both))
