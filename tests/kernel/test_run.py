import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.inputs.questions import PHI, TESTS, Case, case_array
from forecast.kernel.block import first_dates
from tests.conftest import START
from tests.kernel import slow_twin

CASES = (Case(1e6, 1.0), Case(8e9, 0.1), Case(None, 1.0))
ALONE = tuple(Case(1e8, 0.1, tests=(test,)) for test in TESTS)
LAW_CASES = (*CASES, *ALONE[1:], Case(1e9, 1.0, "workers"))
YEARS_TOLERANCE = 1e-7  # year; the batch is solved to 1e-12, dates follow to about this


def dates_of(draws, cases=CASES):
    return first_dates(draws, case_array(cases), START)["first"]


def assert_same_as_twin(draws):
    fast = dates_of(draws)
    for row, found in zip(draws, fast, strict=True):
        d = slow_twin.as_namespace(row)
        for column, case in enumerate(CASES[:2]):
            slow = slow_twin.first_date(d, START, case.n, case.theta, PHI)
            if np.isinf(slow) or np.isinf(found[column]):
                assert slow == found[column]
            else:
                assert int(slow) == int(found[column])
                assert found[column] == pytest.approx(slow, abs=1e-9)


def test_kernel_finds_the_dates_of_the_slow_twin(prior_draws):
    assert_same_as_twin(prior_draws(12, seed=1))


@pytest.mark.slow
def test_kernel_finds_the_dates_of_the_slow_twin_in_every_draw(prior_draws):
    assert_same_as_twin(prior_draws(400, seed=2))


def test_no_date_is_nan_and_none_is_before_the_start(prior_draws):
    first = dates_of(prior_draws(2000), LAW_CASES)
    assert not np.isnan(first).any()
    assert first.min() >= START
    assert (first[np.isfinite(first)] < 2101).all()


def test_never_stays_never_and_is_no_year(prior_draws):
    draws = prior_draws(200)
    draws["size_at_human_level"] = 1e30
    assert np.isinf(dates_of(draws)).all()


def test_all_hold_at_the_human_level_date_itself(prior_draws):
    draws = prior_draws(500)
    draws["size_at_human_level"], draws["human_level_date"] = 1e6, 2031.37
    draws["context_tokens_in_use"] = 10.0
    first = dates_of(draws, CASES[:1])[:, 0]
    assert np.mean(first == 2031.37) > 0.95


def test_together_is_never_before_any_test_alone(prior_draws):
    draws = prior_draws(2000, seed=3)
    together = dates_of(draws, (Case(1e8, 0.1),))
    alone = dates_of(draws, ALONE)
    assert (together >= alone.max(axis=1, keepdims=True) - YEARS_TOLERANCE).all()


LAWS = {
    "cheaper hardware": ("flop_per_usd", 1.0),
    "cheaper electricity": ("usd_per_kwh", -1.0),
    "more algorithmic gain": ("algorithmic_gain_per_year", 0.2),
    "higher wage": ("wage_usd_per_hour", 1.0),
    "larger world product": ("gross_world_product_usd", 1.0),
    "larger stock": ("shipments_h100e", 1.0),
    "more power": ("power_available_watts", 1.0),
    "more money": ("spend_limit_share", 1.0),
    "more supply": ("supply_growth_limit_per_year", 1.0),
    "longer growth of algorithms": ("algorithmic_long_run_gain_per_year", 0.5),
    "fewer tokens": ("tokens_per_second_per_stream", -1.0),
    "fewer samples": ("sampling_multiplier", -1.0),
    "shorter context": ("context_tokens_in_use", -1.0),
    "sooner the slowing of windows": ("context_window_slowing_years", -1.0),
    "less growth of windows in the long run": ("context_window_long_run_growth_per_year", -0.05),
    "smaller model": ("size_at_human_level", -1.0),
    "less reading": ("input_tokens_per_output_token", -1.0),
    "more distillation": ("distillation_compression", 0.5),
}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("n_draws", [100, pytest.param(400, marks=pytest.mark.slow)])
@settings(max_examples=8, deadline=None)
@given(log_change=st.floats(0.01, 1.5), seed=st.integers(0, 10**6))
def test_better_is_never_later_in_any_draw(prior_draws, n_draws, law, log_change, seed):
    name, direction = LAWS[law]
    draws = prior_draws(n_draws, seed=seed)
    better = draws.copy()
    better[name] = draws[name] * np.exp(direction * log_change)
    before, after = dates_of(draws, LAW_CASES), dates_of(better, LAW_CASES)
    later = np.isfinite(before) & (after > before + YEARS_TOLERANCE)
    assert not later.any(), f"{law}: later in {later.sum()} cases"


@pytest.mark.parametrize("copies", [2.0, 10.0])
def test_money_and_wage_in_another_currency_leave_the_date(prior_draws, copies):
    draws = prior_draws(300, seed=5)
    other = draws.copy()
    for name in (
        "wage_usd_per_hour",
        "gross_world_product_usd",
        "usd_per_kwh",
        "operations_usd_per_chip_hour",
    ):
        other[name] *= copies
    other["flop_per_usd"] /= copies
    np.testing.assert_allclose(dates_of(other), dates_of(draws), atol=1e-6)


def test_worst_counts_every_draw_once_a_year(prior_draws):
    found = first_dates(prior_draws(300), case_array(CASES), START, (2030, 2100))
    assert (found["worst"].sum(axis=2) == 300).all()
    assert (found["code_counts"].sum(axis=2) == 300).all()
    assert (found["curve_counts"].sum(axis=2)[:, :75] == 300).all()


def test_walking_from_the_arrival_finds_the_same_dates_and_what_binds(prior_draws):
    draws = prior_draws(3000, seed=11)
    draws["human_level_date"][:50] = 2101 + np.arange(50)
    whole = first_dates(draws, case_array(CASES), START)
    short = first_dates(draws, case_array(CASES), START, from_arrival=True)
    np.testing.assert_array_equal(short["first"], whole["first"])
    crossed = np.isfinite(whole["first"])
    np.testing.assert_array_equal(short["binding"][crossed], whole["binding"][crossed])


def test_a_single_draw_runs(prior_draws):
    assert dates_of(prior_draws(1)).shape == (1, len(CASES))
