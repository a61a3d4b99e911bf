"""What is known of chips of all classes, and the density of it by a plain loop."""

import numpy as np
import pymc as pm
import pytest
from scipy import stats

from forecast.posterior.likelihoods import chip_specs as module
from forecast.posterior.likelihoods.accelerators import SAME_SILICON


@pytest.fixture(scope="module")
def selected(tables):
    return module.select(tables["accelerators"], tables)


def test_one_chip_a_silicon_of_every_class(selected):
    assert not set(selected.column("accelerator")) & SAME_SILICON
    assert {"datacenter", "tpu", "consumer", "workstation"} <= set(
        selected.column("accelerator_class")
    )
    assert len(set(selected.column("vendor"))) > 15


def test_values_are_the_cells_that_are_known(selected):
    found = module.values(selected)
    for spec, column in enumerate(module.SPECS.values()):
        cells = selected.column(column)
        if column == "memory_bytes":
            cells = np.where(cells < module.ON_DIE, np.nan, cells)
        known = np.exp(found.log_value[found.spec == spec])
        assert known == pytest.approx(cells[~np.isnan(cells)])


def test_memory_on_the_die_is_left_out(selected):
    found = module.values(selected)
    memory = list(module.SPECS).index("memory")
    assert (selected.column("memory_bytes") < 1e9).any()
    assert np.exp(found.log_value[found.spec == memory]).min() > 1e9


def test_density_by_a_plain_loop(selected, tables):
    with pm.Model() as pm_model:
        module.add({}, selected, tables)
    point = pm_model.initial_point()
    rng = np.random.default_rng(2)
    point = {name: rng.normal(size=np.shape(value)) for name, value in point.items()}
    noise = {
        name: selected.card.nuisance[name].quantile_of_score(point[f"{name}_score"])
        for name in module.NOISE
    }
    classes = list(dict.fromkeys(selected.column("accelerator_class")))
    makers = list(dict.fromkeys(selected.column("vendor")))
    total = 0.0
    for row, year in zip(selected.rows, selected.years(), strict=True):
        kind, maker = classes.index(row["accelerator_class"]), makers.index(row["vendor"])
        for spec, (name, column) in enumerate(module.SPECS.items()):
            if row[column] is None or (name == "memory" and row[column] < 1e9):
                continue
            growth = noise[f"spec_{name}_growth"] + (
                noise["spec_growth_class_scatter"] * point["spec_class_growth_score"][spec, kind]
            )
            mean = (
                noise[f"spec_{name}_level"]
                + noise[f"spec_{name}_class_scatter"] * point["spec_class_score"][spec, kind]
                + noise[f"spec_{name}_maker_scatter"] * point["spec_maker_score"][spec, maker]
                + growth * (year - 2020.0)
            )
            scale = noise[f"spec_{name}_scatter"] * np.exp(
                noise["spec_scatter_class_spread"] * point["spec_class_scatter_score"][spec, kind]
            )
            total += stats.t.logpdf(np.log(row[column]), noise["spec_student_degrees"], mean, scale)
    logp = pm_model.compile_logp(vars=pm_model.observed_RVs, sum=True)
    assert float(logp(point)) == pytest.approx(total, rel=1e-9)


def test_stored_draws_say_of_whom(selected, tables):
    with pm.Model() as pm_model:
        module.add({}, selected, tables)
    dims = pm_model.named_vars_to_dims["spec_maker_score"]
    assert "NVIDIA" in pm_model.coords[dims[-1]]
