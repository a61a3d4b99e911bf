"""The headline under scenarios: few draws tell what a run of its own tells, within its error."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from forecast.inputs.overrides import scenario_names
from forecast.pipeline import Request, run_forecast
from forecast.pipeline.publication import scenarios
from forecast.pipeline.publication.scenarios import by_scenario, corrected
from forecast.posterior.joint import join
from forecast.writeup.answers import row_where

WITHIN = 5.0  # standard errors


def test_a_share_that_is_the_known_one_is_known_as_well():
    hits = np.arange(1000) % 3 == 0
    assert corrected(hits, hits, 0.4, 0.002) == (0.4, pytest.approx(0.002), 1.0)


def test_a_share_that_has_nothing_to_do_with_it_is_not_corrected():
    hits, base = np.arange(1000) % 2 == 0, np.arange(1000) % 4 < 2
    share, error, weight = corrected(hits, base, 0.9, 0.1)
    assert (share, weight) == (0.5, 0.0)
    assert error < 0.02


@pytest.mark.parametrize("always", [True, False])
def test_what_never_differs_has_an_error_still(always):
    hits = np.full(1000, always)
    share, error, _ = corrected(hits, hits, float(always), 0.001)
    assert share == float(always)
    assert 0 < error < 0.002


def test_the_correction_makes_errors_smaller_and_they_are_right():
    rng, base_share, told = np.random.default_rng(1), 0.45, []
    for _ in range(300):
        u = rng.random(2_000)
        noise = rng.random(2_000) < 0.05
        told.append(corrected((u < 0.3) ^ noise, u < base_share, base_share, 0.0)[:2])
    shares, errors = np.array(told).T
    truth = 0.3 * 0.95 + 0.7 * 0.05
    assert abs(shares.mean() - truth) < 4 * shares.std() / np.sqrt(300)
    assert errors.mean() == pytest.approx(shares.std(), rel=0.15)
    assert shares.std() < 0.95 * np.sqrt(truth * (1 - truth) / 2_000)


@pytest.mark.parametrize("n_draws", [3, 6, 9, 24])
def test_draws_of_a_posterior_row_stand_together_however_many_are_taken(n_draws):
    found = scenarios.by_row(np.arange(n_draws), n_rows=6)
    assert sorted(found) == list(range(n_draws))
    assert (np.diff(found % 6) >= 0).all()


@pytest.fixture(scope="module")
def forecast(priors_dir):
    request = Request(datetime.date(2026, 11, 24), "power_cap", (), 40_000, 3, priors_dir)
    return run_forecast(request)


@pytest.fixture(scope="module")
def rows(forecast):
    with pytest.MonkeyPatch.context() as patch:
        few = ("baseline", "arrival_2035", "power_cap", "metaculus_agi_alone")
        patch.setattr(scenarios, "scenario_names", lambda folder: few)
        return by_scenario(forecast, join(forecast.blocks.values()))


@pytest.mark.slow
def test_the_scenario_of_the_run_itself_is_left_out(rows):
    assert {row["scenario"] for row in rows} == {
        "baseline", "arrival_2035", "metaculus_agi_alone",
    }  # fmt: skip
    assert {row["scenario"] for row in rows if row["group"] == "view"} == {"metaculus_agi_alone"}


@pytest.mark.slow
@pytest.mark.parametrize("name", [None, "arrival_2035"])
def test_it_tells_what_a_run_of_its_own_tells(rows, forecast, name):
    own = run_forecast(replace(forecast.request, scenario=name, seed=77)).document["answers"]
    for n in (1e6, 8e9):
        for row in (r for r in rows if (r["scenario"], r["n"]) == (name or "baseline", n)):
            if "p" in row:
                told = row_where(own["Q1"], n=n, theta=1.0, year=row["year"])
                error = np.hypot(row["mcse"], told["mcse"])
                assert abs(row["p"] - told["p"]) <= WITHIN * error
            else:
                told = row_where(own["Q2"], n=n, theta=1.0)
                assert abs(row["p_never"] - told["p_never"]) <= WITHIN * 1.5 * row["mcse"]
                median = told["quantiles"]["0.5"]
                assert row["quantiles"]["0.5"] == pytest.approx(median, abs=4.0)


@pytest.mark.slow
def test_errors_may_be_published(rows):
    assert 0 < max(row["mcse"] for row in rows) <= 0.005
    dated = [row for row in rows if "quantiles" in row]
    for row in dated:
        errors = [row["errors"][f"q{level}"] for level in row["quantiles"]]
        assert errors[0] is not None
        assert errors[0] < 3.0


@pytest.mark.slow
@pytest.mark.long
def test_every_scenario_runs_and_may_be_published(priors_dir):
    """Monte Carlo errors of a full run of each; the posterior is that of all of them."""
    from forecast.writeup.publication.gate import monte_carlo_offences

    for name in scenario_names(priors_dir):
        request = Request(datetime.date(2026, 11, 24), name, (), 200_000, 20261124, priors_dir)
        assert monte_carlo_offences(run_forecast(request).document) == [], name
