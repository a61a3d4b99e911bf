"""The headline by scenario: fixed years are themselves, and agree with a whole run."""

import datetime

import pytest

from forecast.pipeline import Request, run_forecast
from forecast.pipeline.compare_arrivals import arrival_scenarios, compare_arrivals

AS_OF = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def request_(priors_dir):
    return Request(AS_OF, None, (), 10_000, 7, priors_dir)


@pytest.fixture(scope="module")
def rows(request_):
    names = ("baseline", "arrival_2030", "arrival_2040", "xpt_alone")
    return {row["scenario"]: row for row in compare_arrivals(request_, names)}


def test_scenarios_that_replace_the_date_and_nothing_else(priors_dir):
    names = arrival_scenarios(priors_dir)
    assert {"coder_milestones", "weak_milestones", "most_professions", "ai_2027_alone"} < set(names)
    assert {"arrival_2030", "arrival_2035", "arrival_2040"} < set(names)
    assert not {"baseline", "dense_only", "sampling_x40"} & set(names)


@pytest.mark.slow
def test_the_baseline_is_that_of_a_run(request_, rows):
    answers = run_forecast(request_).document["answers"]
    row = rows["baseline"]
    assert row["arrival"]["p_never"] == pytest.approx(answers["Q3"]["p_never"])
    assert row["arrival"]["median"] == pytest.approx(answers["Q3"]["quantiles"]["0.5"], abs=0.2)
    for told in row["copies"]:
        found = next(r for r in answers["Q2"] if (r["n"], r["theta"]) == (told["n"], 1.0))
        assert told["p_never"] == pytest.approx(found["p_never"])
        assert told["median"] == pytest.approx(found["quantiles"]["0.5"], abs=0.2)


@pytest.mark.slow
def test_a_fixed_year_is_the_arrival(rows):
    for year in (2030, 2040):
        assert rows[f"arrival_{year}"]["arrival"] == {"median": year, "p_never": 0.0}


@pytest.mark.slow
def test_a_later_arrival_never_makes_copies_earlier(rows):
    for early, late in zip(
        rows["arrival_2030"]["copies"], rows["arrival_2040"]["copies"], strict=True
    ):
        assert early["median"] < late["median"]
        assert early["n"] == late["n"]


@pytest.mark.slow
def test_a_median_beyond_the_horizon_is_none(rows):
    headline = rows["xpt_alone"]["copies"][1]
    assert headline["p_never"] > 0.5
    assert headline["median"] is None
