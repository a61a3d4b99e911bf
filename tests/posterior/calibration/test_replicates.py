"""Simulated worlds follow the prior, and the joint likelihood is that of the formulas."""

import numpy as np
import pymc as pm
import pytest
from scipy.stats import norm

from forecast.errors import ForecastError
from forecast.posterior.build import build_block
from forecast.posterior.calibration.replicates import log_likelihood, replicates
from forecast.posterior.shapes_model import observe


@pytest.mark.slow
def test_truths_are_prior_draws_and_the_likelihood_is_a_sum(toy_block, toy_beliefs, toy_tables):
    pm_model = build_block(toy_block, toy_beliefs, toy_tables)
    worlds = replicates(pm_model, 200, seed=3)
    assert np.median(worlds.truths["toy_level"]) == pytest.approx(2.0, rel=0.15)
    truth, data = worlds.truth(5), worlds.data(5)
    table = toy_tables["toy"]
    mean = (
        np.log(truth["toy_level"])
        + np.log(truth["toy_growth"]) * table.column("year")
        + truth["toy_effect"][table.column("group").astype(int)]
    )
    by_hand = norm.logpdf(data["toy_log_value"], mean, truth["toy_scatter"]).sum()
    assert log_likelihood(pm_model)(truth, data) == pytest.approx(by_hand)


def test_a_density_from_which_no_data_can_be_drawn_is_refused():
    with pm.Model() as pm_model:
        level = pm.Normal("level")
        pm.Normal("rows_observed", level, 1.0, observed=pm.Data("rows", np.zeros(3)))
        pm.Potential("later", pm.logcdf(pm.Normal.dist(), level))
    with pytest.raises(ForecastError, match="no data can be simulated from later"):
        replicates(pm_model, 2, seed=1)


@pytest.mark.slow
def test_what_takes_held_out_rows_back_is_no_obstacle():
    with pm.Model() as pm_model:
        level = pm.Normal("level")
        observe(pm.Normal, "rows", pm.Data("rows_value", np.zeros(3)), mu=level, sigma=1.0)
    assert replicates(pm_model, 2, seed=1).data(0)["rows_value"].shape == (3,)
