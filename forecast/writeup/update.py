"""What an update did, as text."""

from __future__ import annotations

from typing import Any

from forecast.writeup.section import Section, Table, section_text
from forecast.writeup.wording import date, joined, percent

FITTED = "fitted"  # a block that was not stored


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
        sentences.append(_blocks_sentence(result["blocks"]))
    if result["published"]:
        sentences.append(f"Published: {result['published']}.")
    rows = tuple(_row(each) for each in result["numbers"])
    since = result["since"] or "nothing published yet"
    table = Table(("8 billion and 1 million copies", since, "now"), rows) if rows else None
    return section_text(Section("update", "What moved", tuple(sentences), table), width)


def _feed_sentence(each: dict[str, Any]) -> str:
    state = "written" if each["written"] else "nothing written"
    if not each["ok"]:
        state = "REFUSED: see forecast ingest --dry-run"
    known = {"feed", "dataset", "ok", "written"}
    told = ", ".join(f"{value:,} {name}" for name, value in each.items() if name not in known)
    return f"{each['feed']} into {each['dataset']}: {told}; {state}."


def _blocks_sentence(blocks: list[dict[str, str]]) -> str:
    fitted = [each["block"] for each in blocks if each["source"] == FITTED]
    if not fitted:
        return f"All {len(blocks)} blocks of the posterior were stored; nothing was refitted."
    return f"Refitted: {joined(fitted)}; {len(blocks) - len(fitted)} blocks were stored."


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    if each["name"].startswith("median"):
        shown = [date(each["before"]) if each["before"] else "", date(each["now"])]
        return (each["name"], *shown)
    error = each["mcse"] or 0.0
    both = (each["before"], each["now"])
    return (each["name"], *(percent(p, error) if p is not None else "" for p in both))
