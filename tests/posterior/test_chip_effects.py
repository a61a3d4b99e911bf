"""A silicon's design, its purchase price and its rent: what they share in a model."""

import numpy as np
import pymc as pm
import pytest

from forecast.posterior import chip_effects
from forecast.posterior.effects import standard_scores

CHIPS = ("NVIDIA A100 SXM4 40 GB", "NVIDIA H100 SXM5 80GB", "NVIDIA H200 SXM", "Google TPU v4")
SOLD = ("H100", "A100", "NVIDIA GeForce RTX 4090")
CORRELATION = -0.6


@pytest.fixture
def both():
    with pm.Model() as pm_model:
        standard_scores(chip_effects.EXCESS, CHIPS)
        chip_effects.price_scores(CORRELATION, SOLD)
        pm.Deterministic(chip_effects.PRICE_SCATTER, pm.math.constant(0.25))
    return pm_model


def value(pm_model, wanted, **given):
    return pm_model.compile_fn(wanted, inputs=pm_model.free_RVs, on_unused_input="ignore")(given)


def point(pm_model, excess, own):
    names = [rv.name for rv in pm_model.free_RVs]
    return dict(zip(names, (np.array(excess), np.array(own)), strict=True))


def test_a_price_goes_with_the_design_of_the_first_chip_of_its_silicon(both):
    given = point(both, [1.0, 2.0, 50.0, 9.0], [0.1, 0.2, 0.3])
    found = value(both, both[chip_effects.PRICE], **given)
    np.testing.assert_allclose(found, [-0.6 * 2 + 0.8 * 0.1, -0.6 * 1 + 0.8 * 0.2, 0.3])


def test_scores_of_prices_are_standard_normal_before_any_data(both):
    with both:
        drawn = pm.sample_prior_predictive(20_000, random_seed=1)["prior"]
    scores, excess = (drawn[name].values[0] for name in (chip_effects.PRICE, chip_effects.EXCESS))
    np.testing.assert_allclose(scores.std(axis=0), 1.0, atol=0.02)
    assert np.corrcoef(scores[:, 0], excess[:, 1])[0, 1] == pytest.approx(CORRELATION, abs=0.02)
    assert np.corrcoef(scores[:, 2], excess[:, 1])[0, 1] == pytest.approx(0.0, abs=0.03)


def test_rent_starts_from_what_the_chip_costs_and_a_chip_not_sold_from_the_trend(both):
    with both:
        wanted = chip_effects.price_effects(["A100", "Google TPU v4", "H100"])
    given = point(both, [0.0, 0.0, 0.0, 9.0], [1.0, 2.0, 3.0])
    np.testing.assert_allclose(value(both, wanted, **given), [0.25 * 0.8 * 2, 0.0, 0.25 * 0.8])


def test_without_designs_or_prices_in_the_model_nothing_is_shared():
    with pm.Model() as pm_model:
        chip_effects.price_scores(CORRELATION, SOLD)
    (own,) = pm_model.free_RVs
    found = pm_model.compile_fn(pm_model[chip_effects.PRICE], inputs=[own])(
        {own.name: np.array([1.0, 2.0, 3.0])}
    )
    np.testing.assert_allclose(found, [1.0, 2.0, 3.0])
    with pm.Model():
        assert chip_effects.price_effects(["H100"]).tolist() == [0.0]
