"""The files of a publication, read once however many checks look at them."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

HUB_OUTPUT = re.compile(r"model-output/[^/]+/[^/]+\.csv")
TEXT_ENDINGS = (".json", ".csv", ".md", ".html", ".toml", ".svg", ".yml", ".squiggle")


class Folder:
    """Files by path, with what they say.

    Parameters
    ----------
    files : mapping of str to bytes
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.csv = lru_cache(maxsize=None)(self._csv)
        self.json = lru_cache(maxsize=None)(self._json)

    def text(self, path: str) -> str:
        """A file as text."""
        return self.files[path].decode("utf-8")

    def _json(self, path: str) -> Any:
        def refuse(constant: str) -> float:
            raise ValueError(f"{constant} is not a number")

        return json.loads(self.text(path), parse_constant=refuse)

    def _csv(self, path: str) -> list[dict[str, str]]:
        """Rows of a table; one with too few or too many cells has a key None or a value None."""
        return [*csv.DictReader(io.StringIO(self.text(path)))]

    @property
    def tables(self) -> list[str]:
        """Paths of all tables."""
        return [path for path in self.files if path.endswith(".csv")]

    @property
    def texts(self) -> list[str]:
        """Paths of all text files."""
        return [path for path in self.files if path.endswith(TEXT_ENDINGS)]

    @cached_property
    def summary(self) -> dict[str, Any]:
        """summary.json."""
        return self.json("summary.json")

    @cached_property
    def draws(self) -> tuple[dict[str, np.ndarray], dict[str, str]]:
        """Columns and units of draws.parquet."""
        from forecast.writeup.parquet import read_parquet

        return read_parquet(self.files["draws.parquet"])

    @property
    def hub_paths(self) -> list[str]:
        """Paths of hub model output."""
        return [path for path in self.files if HUB_OUTPUT.fullmatch(path)]

    @property
    def hub(self) -> list[dict[str, str]]:
        """Rows of the hub's model output."""
        return [row for path in self.hub_paths for row in self.csv(path)]

    def hub_of(self, *types: str) -> list[dict[str, str]]:
        """Rows of some output types."""
        return [row for row in self.hub if row["output_type"] in types]

    @cached_property
    def config(self) -> dict[str, Any]:
        """config.toml."""
        return tomllib.loads(self.text("config.toml"))

    def archive(self) -> zipfile.ZipFile:
        """inputs.zip, opened."""
        return zipfile.ZipFile(io.BytesIO(self.files["inputs.zip"]))

    def tasks(self, *types: str) -> Iterator[tuple[tuple[str, ...], list[dict[str, str]]]]:
        """Yield the rows of each task of some output types, by the task's columns."""
        found: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in self.hub_of(*types):
            key = tuple(v for k, v in row.items() if not k.startswith(("output_type", "value")))
            found.setdefault((*key, row["output_type"]), []).append(row)
        yield from found.items()
