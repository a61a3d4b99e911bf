"""A small folder of priors to write good and bad cards into."""

from __future__ import annotations

import pytest

HEADER = """name    = "{name}"
unit    = "1"
dims    = ["sample"]
bounds  = [0.1, 10.0]
meaning = "A factor, for tests."
"""
ENTRY = """
[[entry]]
as_of      = 2026-11-22
family     = "lognormal"
p05        = 1.15
p50        = 1.30
p95        = 1.50
grade      = "expert"
sources    = [{ key = "kaplan2020", at = "Table 2", read = "doubling time 2.6 years" }]
derivation = "Doubling time turned into a yearly factor."
arithmetic = { p50 = "2 ** (1 / 2.6)" }
checked    = 2026-11-22
by         = "ab"
"""
BIBLIOGRAPHY = "@article{kaplan2020,\n  title = {Scaling laws}\n}\n@misc{pope2022,\n}\n"


class PriorsFolder:
    """A folder of priors with `sources.bib` and whatever a test writes."""

    def __init__(self, path):
        self.path = path
        (path / "sources.bib").write_text(BIBLIOGRAPHY)

    def card(self, name="growth", *, topic="hardware", replace=(), add="", entries=None):
        """Write a good card, with each (old, new) of `replace` done to its text."""
        text = HEADER.format(name=name) + (ENTRY if entries is None else entries) + add
        for old, new in replace:
            assert old in text
            text = text.replace(old, new)
        return self.file(f"{topic}/{name}.toml", text)

    def file(self, name, text):
        """Write any file below the folder."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


@pytest.fixture
def priors(tmp_path):
    return PriorsFolder(tmp_path)


@pytest.fixture
def entry_text():
    return ENTRY
