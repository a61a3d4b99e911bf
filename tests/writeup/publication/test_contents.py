import json

import pytest

from forecast.errors import OutputError
from forecast.writeup.checks import failed_checks
from forecast.writeup.publication.contents import Edition, contents, published_document
from forecast.writeup.publication.gate import Offence
from tests.commands.schemas import validate
from tests.writeup.publication.sample_material import full_document


def test_the_summary_still_fits_the_schema_of_a_run(files):
    validate(json.loads(files["summary.json"]))


@pytest.mark.slow
def test_the_same_material_is_the_same_bytes(files, material):
    assert contents(material, Edition("2026-11-22-test", "For tests.")) == files


@pytest.mark.slow
def test_a_draft_is_marked_everywhere_and_passes_the_checks(files, material):
    offence = Offence("max_rhat", "stock", 1.2, "< 1.01")
    draft = contents(material, Edition("2026-11-22-test-draft", "For tests.", (offence,)))
    assert failed_checks(draft) == []
    assert b"DRAFT" in draft["figures/gap.svg"]
    assert b"DRAFT" not in files["figures/gap.svg"]
    assert json.loads(draft["summary.json"])["publication"]["draft"] is True
    assert b"<strong>DRAFT.</strong>" in draft["index.html"]


@pytest.mark.slow
def test_predictions_are_told_where_there_are_any(material):
    told = material.__class__(**{**vars(material), "predictions": {"schema": "x", "rows": []}})
    assert json.loads(contents(told, Edition("2026-11-22-a", "So."))["predictions.json"])


@pytest.mark.slow
def test_a_number_that_is_none_stops_it(material):
    document = full_document()
    document["answers"]["Q1"][0]["p"] = float("nan")
    spoilt = material.__class__(**{**vars(material), "document": document})
    with pytest.raises((OutputError, ValueError)):
        contents(spoilt, Edition("2026-11-22-a", "So."))


def test_what_a_reader_must_know_stands_in_the_summary(material):
    found = published_document(material, Edition("2026-11-22-a", "So."))["publication"]
    assert found["gate"]["passed"] is True
    assert {row["status"] for row in found["sbc"]} == {"not run"}
    assert found["sets"] == ["wage_usd_per_hour=30"]
