"""Answers from the shipped posterior: enough of them, in the stated shape, the same each time."""

import datetime
import json
import subprocess
import sys

import pytest

from forecast.pipeline.near_term.answers import predictions_of
from forecast.pipeline.request import Request
from forecast.pipeline.run import load_inputs
from tests.commands.schemas import validate

AS_OF = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def document(priors_dir):
    request = Request(AS_OF, None, (), 1000, 1, priors_dir)
    return predictions_of(request, load_inputs(request), {})


@pytest.mark.slow
def test_at_least_twenty_in_the_stated_shape(document):
    validate(document)
    assert len(document["predictions"]) >= 20
    assert any("p" in each for each in document["predictions"])


@pytest.mark.slow
def test_quantiles_rise_and_chances_are_neither_sure_nor_empty(document):
    for each in document["predictions"]:
        if "p" in each:
            assert 0.02 < each["p"] < 0.98, each["name"]
        else:
            values = list(each["quantiles"].values())
            assert values == sorted(values)
            assert values[0] < values[-1]


@pytest.mark.slow
def test_counts_of_a_designer_rise_from_the_last_one_known(document):
    by_name = {each["name"]: each for each in document["predictions"]}
    median = [
        by_name[f"stock_nvidia_{day}"]["quantiles"]["0.5"] for day in ("2026-12-31", "2027-06-30")
    ]
    assert 10_703_369 < median[0] < median[1] < 2e8


@pytest.mark.slow
def test_statements_can_be_resolved_once_rows_come(document, tmp_path, priors_dir):
    from forecast.inputs.evidence import load_evidence
    from forecast.pipeline.resolve import resolve

    folder = tmp_path / "2026-11-24-test"
    folder.mkdir()
    (folder / "predictions.json").write_text(json.dumps(document))
    told = resolve(tmp_path, load_evidence(priors_dir), AS_OF)
    assert told["counts"]["not due"] == len(document["predictions"])


def test_what_makes_the_answers_does_not_load_what_fits():
    code = (
        "import forecast.pipeline.near_term, sys; "
        "print([name for name in ('pymc', 'pytensor', 'arviz') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
