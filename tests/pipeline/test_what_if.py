"""Conditions on the real shipped posterior, with few draws."""

import datetime

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.inputs.conditions import Condition
from forecast.inputs.questions import HEADLINE, Case
from forecast.pipeline import Request
from forecast.pipeline.gathered import gather
from forecast.pipeline.what_if import answer, condition_weights

AS_OF = datetime.date(2026, 11, 24)
MILLION = Case(1e6, 1.0)


@pytest.fixture(scope="module")
def gathered(priors_dir):
    return gather(Request(AS_OF, None, (), 10_000, 7, priors_dir), 10_000)


def given(gathered, name, low, high=None, case=MILLION):
    return answer(gathered, (Condition(name, low, low if high is None else high),), case)


def chances(told):
    return np.array([row["p"] for row in told["p_by"]])


def errors(told):
    return np.array([row["mcse"] for row in told["p_by"]])


def test_an_interval_that_holds_everything_changes_nothing(gathered):
    found = given(gathered, "population", 5e9, 2e10)
    assert chances(found["conditioned"]).tolist() == chances(found["unconditional"]).tolist()
    assert found["conditioned"]["quantiles"] == found["unconditional"]["quantiles"]
    assert found["replaced"] is None  # an interval is no value to set


def test_knowing_what_does_not_matter_teaches_nothing(gathered):
    # The load factor is read in the workers' reading only.
    found = given(gathered, "load_factor", 0.8)
    shift = np.abs(chances(found["conditioned"]) - chances(found["unconditional"]))
    assert (shift < 5 * errors(found["conditioned"])).all()
    assert chances(found["replaced"]).tolist() == chances(found["unconditional"]).tolist()


def test_an_early_model_is_also_a_smaller_one_when_conditioned(gathered):
    found = given(gathered, "human_level_date", 2029.0, case=HEADLINE)
    size = next(r for r in found["conditioned"]["moved"] if r["name"] == "size_at_human_level")
    assert size["shift_sd"] < -0.2
    # ... and so nearer than where the date alone is set
    by_2050 = 5
    more = chances(found["conditioned"])[by_2050] - chances(found["replaced"])[by_2050]
    assert more > 2 * errors(found["conditioned"])[by_2050]


def test_conditioned_draws_lie_where_they_are_asked(gathered):
    condition = (Condition("size_at_human_level", 1e12, 1e12),)
    weights, width = condition_weights(gathered, condition)
    logs = np.log(gathered.records["size_at_human_level"])
    mean = weights @ logs / weights.sum()
    assert mean == pytest.approx(np.log(1e12), abs=0.1 * logs.std())
    assert width <= 0.3


def test_conditions_hold_together(gathered):
    size, date = Condition("size_at_human_level", 1e9, 1e12), Condition("human_level_date", 0, 2040)
    weights, width = condition_weights(gathered, (size, date))
    records = gathered.records
    kept = (records["size_at_human_level"] <= 1e12) & (records["human_level_date"] <= 2040)
    assert weights.tolist() == kept.astype(float).tolist()
    assert width is None


def test_what_few_draws_reach_is_only_replaced(gathered):
    found = given(gathered, "size_at_human_level", 1e16)
    assert not found["conditioned"]["possible"]
    assert "it can only be replaced" in found["conditioned"]["reason"]
    assert "p_by" not in found["conditioned"]
    assert chances(found["replaced"])[-1] < chances(found["unconditional"])[-1]


def test_what_is_fixed_is_only_replaced(priors_dir):
    request = Request(AS_OF, None, ("sampling_multiplier=4",), 5_000, 7, priors_dir)
    found = given(gather(request, 5_000), "sampling_multiplier", 4.0)
    assert found["conditioned"]["reason"].startswith("sampling_multiplier is fixed at 4")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("populaton", 1e9, "unknown quantity.*population"),
        ("training_days", 100.0, "no date depends on this quantity"),
        ("load_factor", 7.0, "outside the bounds of its card.*0.01 to 1"),
    ],
)
def test_what_cannot_be_known(gathered, name, value, message):
    with pytest.raises(InputError, match=message):
        given(gathered, name, value)
