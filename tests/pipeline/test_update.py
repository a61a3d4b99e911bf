"""Numbers beside the last publication, and evidence that changes with it or not at all."""

import datetime
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from forecast.errors import GateRefused
from forecast.inputs.ingest.rows import Edition
from forecast.inputs.ingest.source import Source
from forecast.pipeline import update
from forecast.pipeline.request import Request
from tests.writeup.sample import sample_document

EDITION = Edition(datetime.datetime.now(datetime.UTC).date())
COUNTS = Path(__file__).parents[1] / "inputs/feeds/files/nvidia_cumulative_totals.csv"


@pytest.fixture
def priors(priors_dir, tmp_path):
    return shutil.copytree(
        priors_dir, tmp_path / "priors", ignore=shutil.ignore_patterns("posterior", ".*")
    )


@pytest.fixture
def counts():
    return update.Asked("epoch_chip_counts", Source(str(COUNTS)))


def requested(priors):
    return Request(EDITION.read_on, None, (), 1000, 1, priors)


@pytest.fixture
def document():
    return sample_document()


def test_nothing_published_yet(document, tmp_path):
    found = update.moved(SimpleNamespace(document=document), tmp_path / "none")
    assert found["since"] is None
    assert all(each["before"] is None and each["change"] is None for each in found["numbers"])


def test_what_would_change_stands_in_drafts_until_it_is_written(priors, counts, tmp_path):
    request, evidence = requested(priors), priors / "evidence/compute_stock/data.csv"
    before = evidence.read_bytes()
    with update.taking_in(request, [counts], EDITION) as taken:
        drafted = taken.intake.drafts.priors(priors)
        assert (taken.intake.ok, evidence.read_bytes()) == (True, before)
        assert (drafted / "evidence/compute_stock/data.csv").read_bytes() != before
        assert len(taken.replaced["compute_stock"].rows) == before.count(b"\n") - 1
    assert evidence.read_bytes() == before
    with update.taking_in(request, [counts], EDITION) as taken:
        taken.intake.write()
    assert evidence.read_bytes().startswith(before)
    assert [each.written for each in taken.intake.outcomes] == [True]


def test_evidence_changes_with_the_publication_or_not_at_all(priors, counts, tmp_path):
    request, evidence = requested(priors), priors / "evidence/compute_stock/data.csv"
    before, folder = evidence.read_bytes(), tmp_path / "2026-11-24-x"
    with (
        pytest.raises(GateRefused),
        update.taking_in(request, [counts], EDITION) as taken,
        taken.intake.held_with(folder),
    ):
        raise GateRefused("no")
    assert evidence.read_bytes() == before
    with (
        update.taking_in(request, [counts], EDITION) as taken,
        taken.intake.held_with(folder),
    ):
        folder.mkdir()
    assert evidence.read_bytes() != before
    assert taken.intake.outcomes[0].written
