"""Draws for rows that changed, made from the draws for the rows as they were known before."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from forecast.errors import ForecastError
from forecast.posterior.blocks import Block
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.keys import block_key
from forecast.posterior.reweight import reweigh
from forecast.posterior.shapes_store import weighed
from forecast.posterior.store import find

NOTHING_BEFORE = "no draws are stored for its rows before"
Tables = Mapping[str, Any]


@dataclass
class EarlierDraws:
    """Asked for each block that is not stored, before it is fitted; remembers what came of it.

    Parameters
    ----------
    priors_dir : Path
        Whose `posterior/` may hold draws for the rows before.
    replaced : mapping of str to Table
        Tables that an update has just changed, as they were.
    last : Path or None
        Folder of the last publication, which carries its rows and draws.
    told : dict of str to str
        By block: from which draws it was made and how well, or why it was not.
    """

    priors_dir: Path
    replaced: Tables
    last: Path | None
    told: dict[str, str] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> EarlierDraws:
        return self

    def __exit__(self, *about: object) -> None:
        self._stack.close()

    def __call__(
        self, block: Block, beliefs: Mapping[str, Any], tables: Tables
    ) -> StoredBlock | None:
        """The draws of a block for the rows as they are now; None where it must be fitted."""
        self.told[block.name] = NOTHING_BEFORE
        for known in (self._before_the_feeds, self._last_published):
            before, folder = known(tables)
            stored = before and _stored(block, beliefs, before, folder)
            if before and stored:
                found = reweigh(block, stored, beliefs, before, tables)
                self.told[block.name] = found.told
                return found.stored
        return None

    def _before_the_feeds(self, tables: Tables) -> tuple[Tables, Path]:
        return ({**tables, **self.replaced} if self.replaced else {}), self.priors_dir

    def _last_published(self, tables: Tables) -> tuple[Tables, Path]:
        del tables
        return self._published

    @cached_property
    def _published(self) -> tuple[Tables, Path]:
        """Rows and draws of the last publication; no rows where it carries none."""
        from forecast.pipeline.compare.side import side_in

        if self.last is None:
            return {}, self.priors_dir
        unpacked = Path(self._stack.enter_context(TemporaryDirectory(prefix="forecast-")))
        try:
            inputs = side_in(self.last, unpacked).inputs
        except ForecastError:
            return {}, unpacked
        return (inputs.tables if inputs else {}), unpacked


def _stored(
    block: Block, beliefs: Mapping[str, Any], tables: Tables, folder: Path
) -> StoredBlock | None:
    (block,) = weighed((block,), beliefs, tables, folder)
    try:
        found = find(block.name, block_key(block, beliefs, tables), folder)
    except KeyError:  # a table that did not exist then
        return None
    return found[0] if found else None
