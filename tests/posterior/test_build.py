"""One model a block, with the priors of the cards."""

import numpy as np
import pymc as pm
import pytest

from forecast.errors import ForecastError, InputError
from forecast.inputs.distributions import Categorical, Fixed, LogNormal, Normal, Uniform
from forecast.posterior.blocks import Block
from forecast.posterior.build import build_block, nuisance, prior_variable


def value_at(distribution, score):
    with pm.Model() as pm_model:
        prior_variable("x", distribution)
    return pm_model["x"].eval({pm_model["x_score"]: score})


@pytest.mark.parametrize("score", [-1.6448536269514722, -0.3, 0.0, 1.6448536269514722])
@pytest.mark.parametrize(
    "prior",
    [Normal(p05=-1.0, p50=2.0, p95=9.0), LogNormal(p05=1.0, p50=2.0, p95=8.0), Uniform(1.0, 4.0)],
)
def test_the_prior_is_the_function_of_the_card(prior, score):
    assert value_at(prior, score) == pytest.approx(float(prior.quantile_of_score(score)))


def test_declared_quantiles_are_exact():
    assert value_at(LogNormal(p05=1.0, p50=2.0, p95=8.0), 1.6448536269514722) == pytest.approx(8.0)


def test_a_fixed_belief_stays_a_variable_of_the_model():
    assert value_at(Fixed(3.0), 1.0) == 3.0


def test_a_belief_on_single_values_cannot_be_updated():
    with pm.Model(), pytest.raises(InputError, match=r"^weight_bits: .*cannot be the prior"):
        prior_variable("weight_bits", Categorical((4.0, 8.0), (0.5, 0.5)))


def test_noise_priors_come_from_the_data_card(toy_tables):
    with pm.Model() as pm_model:
        noise = nuisance(toy_tables["toy"])
    assert list(noise) == ["toy_scatter"]
    assert [each.name for each in pm_model.free_RVs] == ["toy_scatter_score"]


def test_toy_block(toy_block, toy_beliefs, toy_tables):
    pm_model = build_block(toy_block, toy_beliefs, toy_tables)
    assert {each.name for each in pm_model.free_RVs} == {
        "toy_level_score",
        "toy_growth_score",
        "toy_scatter_score",
        "toy_effect_score",
    }
    assert [each.name for each in pm_model.observed_RVs] == ["toy_observed"]
    at_median = {"toy_scatter_score": 0.0, "toy_effect_score": np.zeros(3)}
    point = pm_model.initial_point() | {"toy_level_score": 0.0, "toy_growth_score": 0.0} | at_median
    table = toy_tables["toy"]
    mean = np.log(2.0) + np.log(1.2) * table.column("year")
    off = (np.log(table.column("value")) - mean) / 0.1  # medians of the priors: 2, 1.2, 0.1
    by_hand = np.sum(-0.5 * off**2 - np.log(0.1 * np.sqrt(2 * np.pi)))
    assert pm_model.compile_logp(vars=pm_model.observed_RVs)(point) == pytest.approx(by_hand)


def test_a_quantity_without_a_card(toy_block, toy_beliefs, toy_tables):
    del toy_beliefs["toy_growth"]
    with pytest.raises(ForecastError, match="'toy_growth', which has no card"):
        build_block(toy_block, toy_beliefs, toy_tables)


def test_a_likelihood_without_its_table(toy_block, toy_beliefs):
    with pytest.raises(ForecastError, match="no table 'toy' among the evidence"):
        build_block(toy_block, toy_beliefs, {})


def test_a_table_that_the_file_does_not_name_is_not_seen(toy_beliefs, toy_tables):
    with pytest.raises(KeyError, match="other"):
        build_block(Block("sly", ("planted.sly",)), toy_beliefs, toy_tables)
