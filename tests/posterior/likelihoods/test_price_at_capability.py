"""Records: which months enter, beside which price, and Gumbel's law for the lowest of many."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.likelihoods import price_at_capability as records


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.fixture(scope="module")
def months(tables):
    return records.months(records.select(tables[records.DATASET], tables), tables)


def test_a_month_stands_beside_the_price_in_force_before_it(months):
    assert len(months.middle) == 114  # of 119 rows, the first of each of five floors tells none
    assert np.all(months.width > 27 / 366)
    assert np.all(months.width < 32 / 365)
    assert np.all(months.log_price <= months.log_before)
    assert set(months.floor) == set(range(len(records.MEASURES)))


def test_few_months_bring_a_new_low(months):
    lower = months.log_price < months.log_before
    assert lower.sum() == 11
    # at 125 points: GPT-4 at 37.5 USD, then GPT-4 Turbo at 15, then Gemini 1.5 Flash at 0.13
    falls = np.exp((months.log_before - months.log_price)[lower & (months.floor == 1)])
    np.testing.assert_allclose(falls, [2.5, 15 / 0.13], rtol=1e-6)


def test_the_frontier_falls_and_rises_with_capability():
    terms = {
        "lowest_token_price_usd_per_million": 0.5,
        "lowest_token_price_fall_per_year": 3.0,
        "lowest_token_price_long_run_fall_per_year": 3.0,
        "lowest_token_price_slowing_years": 5.0,
    }
    noise = {"lowest_price_log_per_point": 0.1, "level": 0.2, "pace": np.log(2.0)}
    frontier = records.log_frontier(terms, noise, np.array([0.0, 1.0, 0.0]), np.array([0, 0, 10.0]))
    start = np.log(0.5) + 0.2
    np.testing.assert_allclose(frontier, [start, start - 2 * np.log(3.0), start + 1.0])


def test_the_lowest_of_many_offers_has_the_law_that_is_fitted():
    """A slow twin: offers one by one in the plane of time and log price."""
    rng, step, frontier, years = np.random.default_rng(3), 1.5, np.log(0.5), 2.0
    top = 8.0  # log price up to which offers are drawn; far above the lowest
    density = years * np.exp((top - frontier) / step)
    lowest = [np.min(top - rng.exponential(step, size=rng.poisson(density))) for _ in range(4000)]
    log_offers = records.log_offers(years, frontier, step)
    for y in (-2.0, -1.0, 0.0):
        expected = np.exp(-np.exp(y / step + log_offers))
        assert np.mean(np.array(lowest) > y) == pytest.approx(expected, abs=0.025)


def test_a_month_is_known_at_its_end_and_half_years_of_a_floor_stand_together(tables, months):
    scored = records.scored(records.select(tables[records.DATASET], tables), tables)
    assert len(scored.years) == len(scored.units) == 114
    np.testing.assert_allclose(scored.years, 2026.0 + months.middle + months.width / 2)
    assert "125 until 2024.5" in scored.units
    of_one = scored.years[np.array(scored.units) == "125 until 2024.5"]
    assert len(of_one) == 6
    assert np.all((of_one > 2024.0) & (of_one <= 2024.51))


def test_held_out_months_say_nothing_and_are_still_scored(tables, base_beliefs):
    pm_model = build_block(blocks_named(("record_prices",))[0], base_beliefs, tables)
    observed = pm_model["price_at_capability_observed"]
    by_row = pm_model.compile_logp(vars=[observed], mode="FAST_COMPILE", sum=False)
    density = pm_model.replace_rvs_by_values([pm_model["price_at_capability_log_density"]])[0]
    told = pm_model.compile_fn(
        density, inputs=pm_model.value_vars, mode="FAST_COMPILE", on_unused_input="ignore"
    )
    here = pm_model.initial_point()
    moved = {**here, "lowest_token_price_usd_per_million_score": np.array(1.0)}
    np.testing.assert_allclose(by_row(here)[0], told(here))
    pm_model["price_at_capability_enters"].set_value(1.0 * (np.arange(114) > 0))
    assert by_row(here)[0][0] == by_row(moved)[0][0]
    assert told(here)[0] != told(moved)[0]
