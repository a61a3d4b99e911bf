"""The table of all scenarios in `priors/README.md`, made from their files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

HEADER = ("scenario", "what it asks", "replaces")
REGION = re.compile(r"<!-- scenarios -->.*?<!-- /scenarios -->", re.S)


def with_scenarios(text: str, scenarios: Iterable[Any]) -> str:
    """Return a text with the marked table of scenarios made anew.

    Parameters
    ----------
    text : str
        Holds `<!-- scenarios -->` and `<!-- /scenarios -->`.
    scenarios : iterable of Scenario

    Returns
    -------
    str
    """
    lines = [_line(HEADER), "|" + "---|" * len(HEADER), *(_line(_cells(s)) for s in scenarios)]
    body = "\n".join(lines)
    return REGION.sub(lambda _: f"<!-- scenarios -->\n{body}\n<!-- /scenarios -->", text)


def _cells(scenario: Any) -> tuple[str, ...]:
    link = f"[{scenario.name}](scenarios/{scenario.name}.toml)"
    names = ", ".join(each.name for each in scenario.overrides)
    return link, " ".join(scenario.meaning.split()).replace("|", "\\|"), names or "nothing"


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"
