"""Data sets as they will be, kept apart until all that shall change together is judged."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forecast.inputs.ingest.pair import CARD_NAME, DATA_NAME

FOLDER = "evidence"


@dataclass
class Drafts:
    """New files of data sets, in a folder of their own.

    Parameters
    ----------
    places : mapping of str to Path
        Where each data set stands.
    scratch : Path
        An empty folder for drafts.
    changed : list of str
        Data sets that have one.
    """

    places: Mapping[str, Path]
    scratch: Path
    changed: list[str] = field(default_factory=list)

    def folder(self, dataset: str) -> Path:
        """Where its files are to be read: the draft, else the data set as it stands."""
        return self._draft(dataset) if dataset in self.changed else self.places[dataset]

    def put(self, dataset: str, data: bytes, card: bytes) -> None:
        """Make these the draft of a data set."""
        folder = self._draft(dataset)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DATA_NAME).write_bytes(data)
        (folder / CARD_NAME).write_bytes(card)
        if dataset not in self.changed:
            self.changed.append(dataset)

    def contents(self) -> dict[str, tuple[bytes, bytes]]:
        """Return data.csv and card.toml of every draft."""
        return {
            dataset: (
                (self._draft(dataset) / DATA_NAME).read_bytes(),
                (self._draft(dataset) / CARD_NAME).read_bytes(),
            )
            for dataset in self.changed
        }

    def priors(self, priors_dir: Path) -> Path:
        """Return a copy of a folder of priors in which the drafts stand; itself without any."""
        if not self.changed:
            return priors_dir
        copy = self.scratch / "priors"
        shutil.copytree(priors_dir, copy, ignore=shutil.ignore_patterns(".*"))
        for dataset in self.changed:
            shutil.copytree(self._draft(dataset), copy / FOLDER / dataset, dirs_exist_ok=True)
        return copy

    def _draft(self, dataset: str) -> Path:
        return self.scratch / "drafts" / dataset
