"""The numbers are those of `forecast cost --table`."""

import pytest

from forecast.locations import default_priors
from forecast.pipeline.cost.inputs import load_cost_inputs
from forecast.pipeline.cost.table import cost_table
from forecast.pipeline.predict import Question, predict
from forecast.pipeline.request import Request


@pytest.fixture(scope="module")
def both():
    import datetime

    today = datetime.datetime.now(datetime.UTC).date()
    path = default_priors() / "evidence" / "serving" / "data.csv"
    request = Request(today, None, (), 2, 0, default_priors())
    priced = cost_table(path, load_cost_inputs(default_priors(), today))
    return predict(Question("serving", path), request)["rows"], priced["rows"]


def test_quantiles_are_those_of_cost(both):
    ours, theirs = both
    assert len(ours) == len(theirs) > 70
    for mine, other in zip(ours, theirs, strict=True):
        assert (mine["name"], mine["reason"]) == (other["id"], other["reason"])
        assert mine["q50"] == other["q50"]
        assert mine["q10"] == other["q10"]


def test_evidence_lies_in_its_intervals(both):
    pits = [row["pit"] for row in both[0] if row["pit"] is not None]
    within = sum(abs(pit - 0.5) < 0.45 for pit in pits)
    assert within / len(pits) > 0.8  # each setup had its say in the fit
