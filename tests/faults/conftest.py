"""A small copy of the project's own priors to break, and the check that must say how."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from forecast import cli

TOPICS = ("hardware", "scenarios")
TABLES = ("accelerator_prices", "compute_stock")
PRICES = "evidence/accelerator_prices/data.csv"
STOCK = "evidence/compute_stock/data.csv"
DATA_CARD = "evidence/accelerator_prices/card.toml"
CARD = "hardware/lifetime_years.toml"


class PriorsCopy:
    """A folder of priors in which one thing after another is broken."""

    def __init__(self, path: Path, capsys) -> None:
        self.path, self._capsys = path, capsys

    def bytes(self, name: str, content: bytes) -> None:
        """Replace a file."""
        (self.path / name).write_bytes(content)

    def read(self, name: str) -> bytes:
        """The file as it stands."""
        return (self.path / name).read_bytes()

    def sub(self, name: str, pattern: str, new: str) -> None:
        """Replace the first match of a pattern; it must be there."""
        text, n = re.subn(
            pattern, lambda _: new, self.read(name).decode(), count=1, flags=re.MULTILINE
        )
        assert n == 1, (pattern, name)
        self.bytes(name, text.encode())

    def append(self, name: str, text: str) -> None:
        """Add text at the end."""
        self.bytes(name, self.read(name) + text.encode())

    def cells(self, name: str, row: int = 0, **values: str) -> None:
        """Replace cells of a row."""
        with (self.path / name).open(newline="") as stream:
            rows = list(csv.reader(stream))
        for column, value in values.items():
            rows[row + 1][rows[0].index(column)] = value
        with (self.path / name).open("w", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)

    def line_of(self, name: str, start: str) -> int:
        """Number of the first line that starts so."""
        lines = self.read(name).decode("utf-8-sig").splitlines()
        return next(i for i, line in enumerate(lines, start=1) if line.startswith(start))

    def check(self, *flags: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of `forecast check`."""
        self._capsys.readouterr()
        code = cli.main(["check", *flags, "--priors", str(self.path)])
        return (code, *self._capsys.readouterr())

    def accepted(self) -> list[str]:
        """The notes of a check that finds nothing wrong."""
        code, out, err = self.check("--json")
        found = json.loads(out)
        assert (code, err, found["ok"]) == (0, "", True), out
        return [problem["message"] for problem in found["problems"]]

    def refused(
        self, file: str, line: int | None, field: str | None, *words: str, n: int = 1
    ) -> None:
        """Assert exit code 3 and one readable sentence with file, line, field and these words."""
        before = sorted(self.path.rglob("*"))
        code, out, err = self.check("--json")
        errors = [each for each in json.loads(out)["problems"] if each["level"] == "error"]
        assert (code, err, len(errors)) == (3, "", n), out
        found = errors[0]
        place = (Path(found["file"]).relative_to(self.path).as_posix(), found["line"])
        assert (*place, found["field"]) == (file, line, field)
        for word in words:
            assert word in found["message"]
        assert "Traceback" not in found["message"]
        assert "\n" not in found["message"]
        assert sorted(self.path.rglob("*")) == before


@pytest.fixture(scope="session")
def small_priors(tmp_path_factory, priors_dir):
    """Some topics and tables, which stand without the others."""
    path = tmp_path_factory.mktemp("small") / "priors"
    path.mkdir()
    shutil.copy(priors_dir / "sources.bib", path)
    shutil.copytree(priors_dir / "hardware", path / "hardware")
    (path / "scenarios").mkdir()
    (path / "scenarios" / "mine.toml").write_text('meaning = "For tests."\n\n[set]\n')
    for name in TABLES:
        shutil.copytree(priors_dir / "evidence" / name, path / "evidence" / name)
    return path


@pytest.fixture
def priors(small_priors, tmp_path, capsys, monkeypatch):
    """A copy to break; what a run needs besides is not missed here."""
    monkeypatch.setattr("forecast.commands.check.needed", lambda: ((), ()))
    path = tmp_path / "priors"
    shutil.copytree(small_priors, path)
    return PriorsCopy(path, capsys)
