"""Numbers beside the last publication, and feeds that are judged before any is written."""

import datetime
from types import SimpleNamespace

import pytest

from forecast.inputs.ingest.rows import Edition
from forecast.pipeline import update
from tests.writeup.sample import sample_document


@pytest.fixture
def document():
    return sample_document()


def test_nothing_published_yet(document, tmp_path):
    found = update.moved(document, tmp_path / "none")
    assert found["since"] is None
    assert all(each["before"] is None and each["change"] is None for each in found["numbers"])


def test_one_feed_that_is_refused_keeps_all_from_being_written(monkeypatch, tmp_path):
    asked = []

    def ingest(priors, dataset, rows, edition, where, *, dry_run):
        asked.append((dataset, dry_run))
        return SimpleNamespace(ok=dataset != "bad")

    monkeypatch.setattr(update, "ingest", ingest)
    edition = Edition(datetime.date(2026, 11, 24), None)
    good, bad = (update.Fed("feed", name, "", None) for name in ("good", "bad"))
    update.take_in(tmp_path, [good, bad], edition, dry_run=False)
    assert asked == [("good", True), ("bad", True)]
    asked.clear()
    update.take_in(tmp_path, [good], edition, dry_run=False)
    assert asked == [("good", True), ("good", False)]
