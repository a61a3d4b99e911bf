"""Prices of the chips that the trend of FLOP per USD is not of."""

import numpy as np
import pymc as pm
import pytest
from scipy import stats

from forecast.posterior.chips import Chips
from forecast.posterior.likelihoods import accelerator_prices
from forecast.posterior.likelihoods import other_prices as module


@pytest.fixture(scope="module")
def selected(tables):
    return module.select(tables["accelerator_prices"], tables)


def test_no_price_enters_both_likelihoods(selected, tables):
    leading = accelerator_prices.select(tables["accelerator_prices"], tables)
    assert not {id(row) for row in selected.rows} & {id(row) for row in leading.rows}
    assert len(selected) > 60


def test_no_price_of_a_chip_stands_twice(selected, tables):
    chips = Chips(tables["accelerators"])
    pairs = [
        (chips.find(row["accelerator"])["accelerator"], round(row["price_usd"]))
        for row in selected.rows
    ]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("NVIDIA P100", "datacenter without matrix units"),
        ("NVIDIA GeForce RTX 4090", "consumer"),
        ("Google TPU v4", "tpu"),
    ],
)
def test_kinds(name, kind, tables):
    assert module.kind_of(Chips(tables["accelerators"]).find(name)) == kind


def test_density_by_a_plain_loop(selected, tables):
    with pm.Model() as pm_model:
        module.add({}, selected, tables)
    rng = np.random.default_rng(3)
    point = {
        name: rng.normal(size=np.shape(value)) for name, value in pm_model.initial_point().items()
    }
    noise = {
        name: selected.card.nuisance[name].quantile_of_score(point[f"{name}_score"])
        for name in module.NOISE
    }
    chips = Chips(tables["accelerators"])
    found = [chips.find(row["accelerator"]) for row in selected.rows]
    kinds = list(dict.fromkeys(module.kind_of(chip) for chip in found))
    names = list(dict.fromkeys(chip["accelerator"] for chip in found))
    prices = accelerator_prices.log_prices(selected, tables)
    years = accelerator_prices.quote_years(selected)
    total = 0.0
    for chip, log_price, year in zip(found, prices, years, strict=True):
        kind, name = kinds.index(module.kind_of(chip)), names.index(chip["accelerator"])
        released = chips.release_years([chip])[0]
        worth = noise["other_flop_per_usd_level"]
        worth += noise["other_price_kind_scatter"] * point["other_price_kind_score"][kind]
        growth = noise["other_flop_per_usd_growth"]
        growth += noise["other_price_growth_scatter"] * point["other_price_growth_score"][kind]
        mean = np.log(2 * chip["best_16bit_flop_per_s"]) - worth - growth * (released - 2020.0)
        mean += noise["other_price_log_change_per_year_of_age"] * max(0.0, year - released)
        mean += noise["other_price_chip_scatter"] * point["other_price_chip_score"][name]
        total += stats.t.logpdf(
            log_price, noise["other_price_student_degrees"], mean, noise["other_price_scatter"]
        )
    logp = pm_model.compile_logp(vars=pm_model.observed_RVs, sum=True)
    assert float(logp(point)) == pytest.approx(total, rel=1e-9)
