"""Equation 13: equal slopes at the best trade, and what it must not depend on."""

import numpy as np
import pytest

from forecast.supply.training_share import (
    best_log10_training_saved,
    compute_after_trade,
    log_odds_after_trade,
    log_odds_of_inference,
    share_of_log_odds,
)


def odds(share):
    return np.log(share / (1 - share))


@pytest.mark.parametrize(("elapsed", "share"), [(0.0, 0.4), (1.0, 0.8)])
def test_the_path_starts_today_and_ends_at_human_level(elapsed, share):
    found = share_of_log_odds(log_odds_of_inference(0.4, 0.8, elapsed))
    assert found == pytest.approx(share)


def test_half_way_the_odds_are_the_geometric_mean():
    found = log_odds_of_inference(0.2, 0.9, 0.5)  # odds 0.25 and 9
    assert np.exp(found) == pytest.approx(1.5)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9])
@pytest.mark.parametrize("rate", [0.5, 1.0, 1.5])
def test_no_other_trade_costs_less(share, rate):
    best = best_log10_training_saved(odds(share), rate)
    least = compute_after_trade(share, best, rate)
    assert least <= 1.0
    for other in best + np.array([-0.5, -0.01, 0.01, 0.5]):
        assert compute_after_trade(share, other, rate) > least


@pytest.mark.parametrize("share", [0.01, 0.9])
def test_one_for_one_ends_in_equal_parts_wherever_it_starts(share):
    saved = best_log10_training_saved(odds(share), 1.0)
    assert share_of_log_odds(log_odds_after_trade(odds(share), saved, 1.0)) == pytest.approx(0.5)


def test_a_model_that_is_little_used_is_trained_less():
    assert best_log10_training_saved(odds(0.01), 1.5) > 0
    assert best_log10_training_saved(odds(0.9), 1.5) < 0


def test_one_factor_of_ten_of_training_for_one_and_a_half_of_inference():
    # Villalobos and Atkinson 2023: half and half before, 10^1.5 more inference, a tenth of training
    assert compute_after_trade(0.5, 1.0, 1.5) == pytest.approx(0.5 * 10**1.5 + 0.05)
    after = share_of_log_odds(log_odds_after_trade(0.0, 1.0, 1.5))
    assert after == pytest.approx(10**1.5 / (10**1.5 + 0.1))
