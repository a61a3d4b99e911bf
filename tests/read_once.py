"""What ships with the project is read once per worker: a hundred tests load the same files.

Only pure functions are remembered, by the bytes or the text they are given, and only of files in
the project's own `priors/`: what a test writes is read as often as it asks.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any

import pytest

from forecast.inputs import cards, evidence
from forecast.locations import default_priors
from forecast.posterior import density, store

PRIORS = default_priors()
BLOCKS = 64  # of draws that are kept


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Remember cards, tables, draws, and the code that keys are made of."""
    for module, name, remembering in REMEMBERED:
        patch.setattr(module, name, remembering(getattr(module, name)))


def read_anew(patch: pytest.MonkeyPatch) -> None:
    """As in a fresh process: for tests of how long it takes."""
    for module, name, _ in REMEMBERED:
        patch.setattr(module, name, getattr(module, name).__wrapped__)


def _by_file(read: Callable[..., Any]) -> Callable[..., Any]:
    """A reader of a path and more, where the more is one object for one file, or a list."""
    seen: dict[Hashable, Any] = {}

    @wraps(read)
    def remembered(path: Path, *more: Any) -> Any:
        if not (path.is_relative_to(PRIORS) and path.is_file()):
            return read(path, *more)
        key = (path, path.read_bytes(), *(id(each) for each in more if not isinstance(each, list)))
        if key not in seen:
            seen[key] = (read(path, *more), more)  # kept, so that no id is given out again
        return seen[key][0]

    return remembered


def _by_source(ask: Callable[[str], Any]) -> Callable[[str], Any]:
    """A question about the text of a module."""
    seen: dict[tuple[str, str], Any] = {}

    @wraps(ask)
    def remembered(module: str) -> Any:
        key = module, density._source(module)
        return seen[key] if key in seen else seen.setdefault(key, ask(module))

    return remembered


REMEMBERED = (
    (cards, "read_card", _by_file),
    (evidence, "read_data_card", _by_file),
    (evidence, "read_csv_table", _by_file),
    (store, "decode", lru_cache(BLOCKS)),
    (density, "code_text", cache),
    (density, "_tree", _by_source),
    (density, "_strings", _by_source),
)
