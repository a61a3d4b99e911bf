"""Rental prices of the chips that are not leading."""

import numpy as np
import pymc as pm
import pytest
from scipy import stats

from forecast.posterior.chips import Chips, is_leading
from forecast.posterior.likelihoods import other_rentals as module
from forecast.posterior.likelihoods.other_prices import kind_of
from forecast.posterior.rental_quotes import PREMIUM_OF_TERM, log_prices


@pytest.fixture(scope="module")
def selected(tables):
    return module.select(tables["gpu_rental_prices"], tables)


def test_only_chips_that_are_not_leading_and_only_changes(selected, tables):
    chips = Chips(tables["accelerators"])
    assert not any(is_leading(chips.find(name)) for name in selected.column("accelerator"))
    last = {}
    for row in sorted(selected.rows, key=lambda row: row["observed_on"]):
        key = (chips.find(row["accelerator"])["accelerator"], row["provider"], row["term"])
        assert last.get(key) != row["usd_per_accelerator_hour"]
        last[key] = row["usd_per_accelerator_hour"]
    assert len(selected) > 40


def test_density_by_a_plain_loop(selected, tables):
    with pm.Model() as pm_model:
        module.add({}, selected, tables)
    rng = np.random.default_rng(4)
    point = {
        name: rng.normal(size=np.shape(value)) for name, value in pm_model.initial_point().items()
    }
    noise = {
        name: selected.card.nuisance[name].quantile_of_score(point[f"{name}_score"])
        for name in module.NOISE
    }
    chips = Chips(tables["accelerators"])
    found = [chips.find(row["accelerator"]) for row in selected.rows]
    kinds = list(dict.fromkeys(kind_of(chip) for chip in found))
    names = list(dict.fromkeys(chip["accelerator"] for chip in found))
    providers = list(dict.fromkeys(selected.column("provider")))
    prices = log_prices(selected, tables)
    total = 0.0
    for row, chip, log_price, year in zip(
        selected.rows, found, prices, selected.years(), strict=True
    ):
        kind, name = kinds.index(kind_of(chip)), names.index(chip["accelerator"])
        released = chips.release_years([chip])[0]
        worth = noise["other_flop_per_usd_hour_level"]
        worth += noise["other_rental_kind_scatter"] * point["other_rental_kind_score"][kind]
        growth = noise["other_flop_per_usd_hour_growth"]
        growth += noise["other_rental_growth_scatter"] * point["other_rental_growth_score"][kind]
        premium = PREMIUM_OF_TERM[row["term"]]
        provider = point["other_rental_provider_score"][providers.index(row["provider"])]
        mean = np.log(2 * chip["best_16bit_flop_per_s"]) - worth - growth * (released - 2020.0)
        mean += noise[f"other_{premium}"] if premium else 0.0
        mean += noise["other_rental_log_change_per_year_of_age"] * max(0.0, year - released)
        mean += noise["other_rental_chip_scatter"] * point["other_rental_chip_score"][name]
        mean += noise["other_provider_scatter"] * provider
        total += stats.t.logpdf(
            log_price, noise["other_rental_student_degrees"], mean, noise["other_rental_scatter"]
        )
    logp = pm_model.compile_logp(vars=pm_model.observed_RVs, sum=True)
    assert float(logp(point)) == pytest.approx(total, rel=1e-9)
