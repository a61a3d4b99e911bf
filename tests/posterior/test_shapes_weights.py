"""Stacking: the data where they speak, the card where they do not."""

import numpy as np
import pytest

from forecast.posterior.shapes_weights import counts, stacked

PRIOR = (0.2, 0.5, 0.3)


def units(log_density, n=1, cut=2024.0, name="u"):
    return [
        {"cut": cut, "dataset": "d", "unit": f"{name}{k}", "log_density": list(log_density)}
        for k in range(n)
    ]


def test_without_data_or_difference_the_card_stands():
    assert stacked([], PRIOR) == PRIOR
    assert stacked(units((-3.0, -3.0, -3.0), 50), PRIOR) == pytest.approx(PRIOR, abs=1e-4)


def test_the_better_predictor_gains_and_few_units_do_not_decide():
    few, many = (stacked(units((-3.0, -1.0, -3.0), n), PRIOR) for n in (3, 300))
    assert PRIOR[1] < few[1] < 0.7 < 0.9 < many[1]
    assert sum(few) == pytest.approx(1.0)


def test_known_optimum():
    # one unit that only the first shape predicts, prior worth ten: w_1 = (1 + 10 p_1) / 11
    found = stacked(units((0.0, -50.0, -50.0)), PRIOR)
    assert found == pytest.approx((3 / 11, 5 / 11, 3 / 11), abs=1e-4)


def test_a_unit_scored_after_two_cuts_counts_once():
    twice = units((0.0, -50.0, -50.0), cut=2023.0) + units((0.0, -50.0, -50.0), cut=2024.0)
    assert counts(twice).tolist() == [0.5, 0.5]
    assert stacked(twice, PRIOR) == pytest.approx((3 / 11, 5 / 11, 3 / 11), abs=1e-4)


def test_a_shape_without_weight_gets_none():
    found = stacked(units((0.0, -9.0, -9.0), 20), (0.0, 0.5, 0.5))
    assert found[0] == 0.0
    assert found[1:] == pytest.approx((0.5, 0.5), abs=1e-4)
    assert stacked(units((0.0, -9.0, -9.0)), (0.0, 0.0, 1.0)) == (0.0, 0.0, 1.0)


def test_weights_are_those_of_the_best_mixture_by_hand():
    rng = np.random.default_rng(4)
    told = [each for k in range(40) for each in units(rng.normal(size=3), name=f"{k}-")]
    best = np.array(stacked(told, PRIOR))
    density = np.exp([each["log_density"] for each in told])

    def score(weights):
        return np.log(density @ weights).sum() + 10 * np.array(PRIOR) @ np.log(weights)

    for step in ((0.01, -0.01, 0.0), (-0.01, 0.0, 0.01), (0.0, 0.01, -0.01)):
        assert score(best) > score(best + np.array(step))
