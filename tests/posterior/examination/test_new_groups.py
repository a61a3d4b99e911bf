"""Effects of groups are drawn anew: a row is not predicted from itself."""

import numpy as np
import pymc as pm
import pytest

from forecast.posterior.examination.new_groups import group_effects, predict_new_groups

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pm_model():
    """Each row has an effect; the level is that of a new group, whose part goes out again."""
    with pm.Model() as model:
        level, new = pm.Normal("level"), pm.Normal("level_new_score", shape=2)
        effect = pm.Normal("row_effect_score", shape=2)
        observed = pm.Data("rows", np.array([4.0, -4.0]))
        pm.Normal("rows_observed", level - new + 2.0 * effect, 0.01, observed=observed)
    return model


def test_vectors_are_effects_but_the_part_of_a_new_group_is_not(pm_model):
    assert group_effects(pm_model) == ("row_effect_score",)


def test_rows_scatter_as_groups_do_and_shared_parameters_stay(pm_model):
    import xarray as xr

    draws = {
        "level": (("chain", "draw"), np.full((1, 2000), 5.0)),
        "level_new_score": (("chain", "draw", "item"), np.full((1, 2000, 2), 1.0)),
        "row_effect_score": (("chain", "draw", "item"), np.full((1, 2000, 2), 7.0)),
    }
    found = predict_new_groups(pm_model, xr.Dataset(draws), seed=1)
    rows = found["posterior_predictive"]["rows_observed"].values[0]
    np.testing.assert_allclose(rows.mean(axis=0), 4.0, atol=0.2)
    np.testing.assert_allclose(rows.std(axis=0), 2.0, rtol=0.1)
    assert abs(np.corrcoef(rows.T)[0, 1]) < 0.1
    assert found["observed_data"]["rows_observed"].values.tolist() == [4.0, -4.0]
