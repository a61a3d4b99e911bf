"""Which windows enter, in which sizes, what holds them back, and where the typical one ends."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.likelihoods import context_windows
from forecast.posterior.likelihoods.context_windows import (
    LOG2_SIZES,
    LOG_SIZES,
    log_limit,
    log_typical,
    second_longest,
    size_chances,
    usual_longest,
)

TERMS = {
    "context_window_tokens": 250e3,
    "context_window_growth_per_year": 4.0,
    "context_window_long_run_growth_per_year": 1.0,
    "context_window_slowing_years": 1.5,
}
NOISE = {
    "context_model_scatter": 0.8,
    "context_beyond_share": 0.25,
    "context_limit_patience": 1.0,
}
MILLION = int(np.searchsorted(LOG2_SIZES, 20))


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.fixture(scope="module")
def table(tables):
    return context_windows.select(tables["context_windows"], {})


def test_one_release_of_a_developer_counts_once_and_digests_do_not(table):
    releases = [
        (context_windows.developer(row), row["observed_on"], row["max_context_tokens"])
        for row in table.rows
    ]
    assert len(releases) == len(set(releases)) > 200
    assert "secondary" not in set(table.column("verification"))
    assert table.years().min() >= context_windows.FIRST_YEAR


def test_a_million_is_usual_and_nobody_s_record_decides(table):
    assert LOG2_SIZES[usual_longest(table)] == 20
    assert LOG2_SIZES[second_longest(table)] == 20  # of late; in 2025 one developer said ten
    assert table.column("max_context_tokens").max() == 1e7


def test_the_typical_window_grows_by_the_factor_a_year_and_ends_at_its_limit():
    slow = TERMS | {"context_window_slowing_years": 1e6}
    np.testing.assert_allclose(
        np.exp(log_typical(slow, np.array([2025.0, 2026.0]))), [62.5e3, 250e3], rtol=1e-5
    )
    assert np.exp(log_limit(TERMS)) == pytest.approx(250e3 * 8)
    assert log_typical(TERMS, 2060.0) == pytest.approx(log_limit(TERMS))


def chances(wanted, typical=11.5, usual=MILLION):
    return size_chances(np.array([typical]), np.array([wanted]), NOISE, usual)


def test_the_chance_of_a_size_is_that_of_wishes_nearer_to_it_than_to_others():
    """A slow twin: wishes one by one, none of them beyond the usual longest size."""
    rng = np.random.default_rng(4)
    wishes = np.log(30e3) + rng.logistic(size=200_000) * 0.8 / 1.702
    nearest = np.abs(wishes[:, None] - LOG_SIZES).argmin(axis=1)
    shares = np.bincount(nearest, minlength=len(LOG_SIZES)) / len(wishes)
    np.testing.assert_allclose(chances(np.log(30e3))[:MILLION], shares[:MILLION], atol=0.004)


def test_those_who_want_more_are_held_back_but_for_a_share():
    free = chances(np.log(8e6), usual=len(LOG_SIZES) - 1)
    held = chances(np.log(8e6))
    assert held.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(held[MILLION + 1 :], 0.25 * free[MILLION + 1 :], rtol=1e-3)
    np.testing.assert_allclose(held[:MILLION], free[:MILLION])


def test_the_limit_gives_way_when_the_typical_developer_wants_far_more():
    free = chances(np.log(8e6), usual=len(LOG_SIZES) - 1)
    np.testing.assert_allclose(chances(np.log(8e6), typical=np.log(1e9)), free, rtol=1e-3)
    half = chances(np.log(8e6), typical=LOG_SIZES[MILLION] + 1.0)
    np.testing.assert_allclose(half[-1], (1.0 - 0.75 / 2) * free[-1])


def test_a_window_is_known_from_its_release_and_quarters_stand_together(table):
    scored = context_windows.scored(table, {})
    assert len(scored.years) == len(scored.units) == len(table)
    assert all(
        float(u) <= y < float(u) + 0.25 for y, u in zip(scored.years, scored.units, strict=True)
    )


@pytest.fixture(scope="module")
def pm_model(tables, base_beliefs):
    return build_block(blocks_named(("context",))[0], base_beliefs, tables)


def log_limit_density(pm_model, shape, enters):
    pm_model["context_shape"].set_value(np.array(float(shape)))
    pm_model["context_windows_enters"].set_value(enters)
    point = pm_model.initial_point()
    density = pm_model.compile_logp(vars=[pm_model["context_windows_limit"]], mode="FAST_COMPILE")
    moved = {**point, "context_window_slowing_years_score": np.array(1.0)}
    return density(point), density(moved)


def test_the_limit_speaks_of_what_slows_when_all_rows_are_known(pm_model, table):
    every = np.ones(len(table))
    here, moved = log_limit_density(pm_model, 2, every)
    assert here != moved
    for shape, enters in ((0, every), (2, np.r_[0.0, every[1:]])):
        here, moved = log_limit_density(pm_model, shape, enters)
        assert here == moved


def test_held_out_releases_say_nothing_and_are_still_scored(pm_model, table):
    point = pm_model.initial_point()
    total = pm_model.compile_logp(
        vars=[pm_model["context_windows_observed"]], mode="FAST_COMPILE", sum=False
    )
    pm_model["context_windows_enters"].set_value(1.0 * (np.arange(len(table)) > 0))
    (by_row,) = total(point)
    assert by_row[0] == pytest.approx(-np.log(len(LOG_SIZES)))
    density = pm_model.replace_rvs_by_values([pm_model["context_windows_log_density"]])[0]
    told = pm_model.compile_fn(
        density, inputs=pm_model.value_vars, mode="FAST_COMPILE", on_unused_input="ignore"
    )(point)
    np.testing.assert_allclose(told[1:], by_row[1:])
    assert told[0] != by_row[0]
