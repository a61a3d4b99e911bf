"""Rows of the index, wherever the folder of publications lies."""

import pytest

from forecast.files import sha256_of
from forecast.pipeline.publication.ledger_rows import indexed
from forecast.writeup.publication.place import HISTORY


def _row(folder):
    """The row of a publication that is made here."""
    folder.mkdir(parents=True)
    (folder / "summary.json").write_text(folder.name)
    (folder / "summary.md").write_text("")
    return {"id": folder.name, "summary_sha256": sha256_of(folder.name.encode())}


@pytest.mark.parametrize("place", ["reports", "history", "history/reports"])
def test_replaced_is_what_lies_in_the_history_of_these_publications(place, tmp_path):
    reports = tmp_path / place
    ledger = [_row(reports / HISTORY / "2026-11-21-a-0"), _row(reports / "2026-11-22-a")]
    told = [(row["page"], row["replaced"]) for row in indexed(reports, ledger)]
    assert told == [
        ("history/2026-11-21-a-0/summary.md", True),
        ("2026-11-22-a/summary.md", False),
    ]
