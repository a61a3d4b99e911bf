"""What the data taught: on the prior's own scale, whatever its family."""

import numpy as np
import pytest

from forecast.inputs.distributions import LogNormal
from forecast.posterior.learning import learned

PRIOR = LogNormal(p05=1.0, p50=2.0, p95=8.0)
SCORES = np.random.default_rng(3).standard_normal(40_000)


def test_draws_of_the_prior_taught_nothing():
    found = learned(PRIOR, PRIOR.quantile_of_score(SCORES))
    assert found["shift_sd"] == pytest.approx(0.0, abs=0.02)
    assert found["sd_ratio"] == pytest.approx(1.0, abs=0.02)
    assert found["overlap"] > 0.97
    assert not found["conflict"]


@pytest.mark.parametrize("shift", [-3.0, 1.0])
def test_shift_and_width_are_those_in_scores(shift):
    found = learned(PRIOR, PRIOR.quantile_of_score(shift + 0.5 * SCORES))
    assert found["shift_sd"] == pytest.approx(shift, abs=0.02)
    assert found["sd_ratio"] == pytest.approx(0.5, abs=0.01)
    assert found["conflict"] == (abs(shift) > 2)


def test_beliefs_apart_share_nothing():
    assert learned(PRIOR, PRIOR.quantile_of_score(6.0 + 0.1 * SCORES))["overlap"] < 1e-4


def test_overlap_of_two_normals_a_deviation_apart_by_hand():
    """2 Phi(-1/2) = 0.617."""
    found = learned(PRIOR, PRIOR.quantile_of_score(1.0 + SCORES))
    assert found["overlap"] == pytest.approx(0.617, abs=0.02)
