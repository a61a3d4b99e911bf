"""The hardware trend and the effects around it."""

import numpy as np
import pymc as pm
import pytensor.tensor as pt
import pytest

from forecast.posterior.effects import (
    groups,
    log_level,
    positions,
    random_effects,
    with_reference,
)

TERMS = {
    "flop_per_usd": 1e11,
    "flop_per_usd_growth_per_year": 1.3,
    "flop_per_usd_long_run_growth_per_year": 1.3,
    "memory_per_flop": 5e-5,
    "memory_per_flop_growth_per_year": 0.9,
    "hardware_slowing_years": 5.0,
}


def test_constant_growth_is_compound_interest():
    level = np.exp(log_level(TERMS, "flop_per_usd", np.array([2024.0, 2026.0, 2028.0])))
    np.testing.assert_allclose(level, [1e11 / 1.69, 1e11, 1.69e11])


def test_a_ratio_levels_off_at_its_limit():
    # 5e-5 * 0.9 ** (5 years), all that is left of the fall
    level = np.exp(log_level(TERMS, "memory_per_flop", np.array([2026.0, 2200.0])))
    np.testing.assert_allclose(level, [5e-5, 5e-5 * 0.9**5])


def test_reference_has_no_effect():
    effects = with_reference(pt.as_tensor_variable(np.array([0.1, 0.2])))
    found = effects[positions(["b", "reference", "a"], ("a", "b"))].eval(mode="FAST_COMPILE")
    np.testing.assert_allclose(found, [0.2, 0.0, 0.1])


def test_rows_of_a_group_share_its_effect():
    assert groups(["b", "a", "b"])[0] == ("b", "a")
    with pm.Model():
        effect = pm.draw(
            random_effects("score", 2.0, ["b", "a", "b"]), random_seed=1, mode="FAST_COMPILE"
        )
    assert effect[0] == effect[2] != effect[1]


def test_scatter_scales_the_effects():
    labels = [str(number) for number in range(2000)]
    with pm.Model():
        effect = pm.draw(random_effects("score", 0.5, labels), random_seed=1, mode="FAST_COMPILE")
    assert effect.std() == pytest.approx(0.5, rel=0.1)
