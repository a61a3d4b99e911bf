"""Clusters by date and rank, and frontier sites by date."""

import numpy as np
import pymc as pm
import pytest
from scipy import stats

from forecast.posterior.likelihoods import clusters as module


@pytest.fixture(scope="module")
def selected(tables):
    return module.select(tables["clusters"], tables)


def test_only_what_exists_and_is_in_the_standard_analysis(selected):
    assert set(selected.column("status")) <= {"past", "existing", "decommissioned"}
    clusters = selected.where(lambda row: row["series"] == module.CLUSTERS)
    assert all(clusters.column("include_in_standard_analysis"))
    assert (clusters.column(module.RANK) >= 1).all()
    assert len(clusters) > 400


def test_the_trend_bends_at_2019():
    noise = {
        "cluster_h100e_level": 12.0,
        "cluster_h100e_growth": 0.8,
        "cluster_h100e_early_growth": 0.3,
    }
    years = np.array([2017.0, 2019.0, 2025.0, 2026.0])
    found = module.log_trend(noise, "h100e", years)
    assert found == pytest.approx([12 - 4.8 - 0.6, 12 - 4.8, 12.0, 12.8])


@pytest.mark.slow
def test_density_by_a_plain_loop(selected, tables):
    with pm.Model() as pm_model:
        module.add({}, selected, tables)
    rng = np.random.default_rng(7)
    point = {
        name: rng.normal(size=np.shape(value)) for name, value in pm_model.initial_point().items()
    }
    noise = {
        name: selected.card.nuisance[name].quantile_of_score(point[f"{name}_score"])
        for name in module.NOISE
    }
    degrees, total = noise["cluster_student_degrees"], 0.0
    of = {
        series: [
            (row, year)
            for row, year in zip(selected.rows, selected.years(), strict=True)
            if row["series"] == series
        ]
        for series in (module.CLUSTERS, module.SITES)
    }
    for row, year in of[module.CLUSTERS]:
        log_rank = np.log(row[module.RANK])
        total += stats.norm.logpdf(
            log_rank, noise["cluster_log_rank"], noise["cluster_log_rank_spread"]
        )
        for output, column in module.OF_CLUSTERS.items():
            if row[column]:
                mean = module.log_trend(noise, output, year)
                mean -= noise[f"cluster_{output}_rank_slope"] * log_rank
                rank_noise = sum(1 / k**2 for k in range(int(row[module.RANK]), 100_000)) + 1e-5
                slope = noise[f"cluster_{output}_rank_slope"]
                scale = np.hypot(noise[f"cluster_{output}_scatter"], slope * rank_noise**0.5)
                total += stats.t.logpdf(np.log(row[column]), degrees, mean, scale)
    for output, column in module.OF_SITES.items():
        rows = [(row, year) for row, year in of[module.SITES] if row[column]]
        sites = list(dict.fromkeys(row["cluster"] for row, _ in rows))
        name = f"site_{output}"
        for row, year in rows:
            mean = noise[f"{name}_level"] + noise[f"{name}_growth"] * (year - 2025.0)
            score = point[f"{name}_score"][sites.index(row["cluster"])]
            mean += noise[f"{name}_site_scatter"] * score
            total += stats.t.logpdf(np.log(row[column]), degrees, mean, noise[f"{name}_scatter"])
    logp = pm_model.compile_logp(vars=pm_model.observed_RVs, sum=True)
    assert float(logp(point)) == pytest.approx(total, rel=1e-9)
