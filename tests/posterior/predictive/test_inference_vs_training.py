"""Shares and ratios of one more source, and what is not a share."""

import numpy as np
import pytest

from forecast.posterior.likelihoods.inference_vs_training import RATIO
from forecast.posterior.predictive import inference_vs_training

from .known import constant


def told(quantity, spread=1e-9):
    draws = constant({"inference_share_today": 0.75, "inference_definition_spread": spread})
    row = {"quantity": quantity, "value": 0.5}
    (found,) = inference_vs_training.predict([row], draws, None, np.random.default_rng(1))
    return found


def test_three_quarters_are_a_ratio_of_three():
    assert told("inference_share_of_compute").draws == pytest.approx(0.75)
    assert told(RATIO).draws == pytest.approx(3.0)


def test_definitions_differ_and_a_share_stays_a_share():
    draws = told("inference_share_of_cost", spread=2.0).draws
    assert 0 < draws.min() < 0.3
    assert 0.9 < draws.max() < 1


def test_exchange_rates_are_declined():
    assert "is not fitted" in told("inference_log10_compute_per_1_log10_training_saved")
