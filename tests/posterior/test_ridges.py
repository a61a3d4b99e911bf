"""Other axes are the same density: that of the quantities neither gains nor loses."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.ridges import sampled_model, turned

RIDGE = ("level", "growth")


def straight():
    """A level at the end of rows and its growth, and what the rows say of them."""
    import pymc as pm

    years = np.linspace(-9.0, 0.0, 10)
    with pm.Model() as pm_model:
        scores = [pm.Normal(f"{name}_score") for name in RIDGE]
        level = pm.Deterministic("level", 1.0 + 2.0 * scores[0])
        growth = pm.Deterministic("growth", 0.3 * scores[1])
        pm.Normal("rows", level + growth * years, 0.5, observed=0.2 * years)
    return pm_model


def log_density(pm_model, **scores):
    return pm_model.compile_logp()({name: np.array(value) for name, value in scores.items()})


def test_the_density_at_a_point_is_the_same():
    before = log_density(straight(), level_score=0.4, growth_score=-1.1)
    along, across = (0.4 - 1.1) / np.sqrt(2), (0.4 + 1.1) / np.sqrt(2)
    after = turned(straight(), [RIDGE])
    assert {each.name for each in after.free_RVs} == {"level_along", "level_across"}
    assert log_density(after, level_along=along, level_across=across) == pytest.approx(before)


def test_without_ridges_the_model_is_itself():
    pm_model = straight()
    assert turned(pm_model, []) is pm_model


@pytest.mark.slow
def test_hardware_has_its_pairs_turned(base_beliefs, priors_dir):
    tables = load_evidence(priors_dir)
    (block,) = blocks_named(("hardware",))
    plain = build_block(block, base_beliefs, tables)
    found = sampled_model(block, base_beliefs, tables)
    free = {each.name for each in found.free_RVs}
    assert len(free) == len(plain.free_RVs)
    assert {f"{level}_along" for level, _ in block.ridges} <= free
    assert not {f"{name}_score" for pair in block.ridges for name in pair} & free
    start = sum(plain.point_logps(round_vals=15).values())
    assert sum(found.point_logps(round_vals=15).values()) == pytest.approx(start)
