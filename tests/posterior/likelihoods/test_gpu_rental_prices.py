"""Rental quotes that enter, the cost formula they are compared with, and their groups."""

import numpy as np
import pymc as pm
import pytest
from scipy import stats

from forecast.inputs.evidence import load_evidence
from forecast.posterior.likelihoods import gpu_rental_prices as rentals
from forecast.posterior.rental_quotes import PREMIUM_OF_TERM, design, log_prices


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.fixture(scope="module")
def selected(tables):
    return rentals.select(tables["gpu_rental_prices"], tables)


def test_trend_price_by_hand():
    # 1e15 FLOP/s at 5e10 FLOP/s per USD: 20,000 USD; recovery 0.1 / (1 - 1.1**-5) = 0.263797;
    # 20000 * 1.5 * 0.263797 / 8766 = 0.902798; 500 W * 1.2 / 1000 * 0.1 = 0.06; plus 0.1;
    # over 0.9 and times 1.4: 1.653.
    terms = {
        "flop_per_usd": 5e10,
        "flop_per_usd_growth_per_year": 1.3,
        "flop_per_usd_long_run_growth_per_year": 1.1,
        "watts_per_flop": 5e-13,
        "watts_per_flop_growth_per_year": 0.8,
        "watts_per_flop_long_run_growth_per_year": 0.9,
        "hardware_slowing_years": 10.0,
        "system_multiple": 1.5,
        "discount_rate_per_year": 0.1,
        "lifetime_years": 5.0,
        "power_usage_effectiveness": 1.2,
        "usd_per_kwh": 0.1,
        "operations_usd_per_chip_hour": 0.1,
        "availability_share": 0.9,
        "provider_margin": 0.4,
    }
    assert set(terms) == set(rentals.TERMS)
    chip = (np.log([1e15]), np.array([2026.0]))
    np.testing.assert_allclose(np.exp(rentals.log_new_price(terms, *chip)), [1.6535], rtol=1e-3)
    # A chip that costs twice as much: capital 1.805596 instead of 0.902798.
    dear = rentals.log_new_price(terms, *chip, np.log([2.0]))
    np.testing.assert_allclose(np.exp(dear), [3.0578], rtol=1e-3)


def test_prices_are_in_2025_usd(selected, tables):
    # 4.10 USD in late 2021, US CPI-U 271 (2021) and 322 (2025): about 4.8.
    rows = selected.where(
        lambda row: (
            row["provider"] == "Amazon Web Services"
            and row["accelerator"] == "NVIDIA A100 SXM4 40 GB"
            and row["term"] == "on-demand"
        )
    )
    assert len(rows) == 1
    np.testing.assert_allclose(np.exp(log_prices(rows, tables)), 4.8, rtol=0.03)


def test_a_standing_list_is_one_observation(selected):
    assert len(selected) == 158
    assert len(selected) < 300  # of 460
    offers = {}
    for row in sorted(selected.rows, key=lambda row: row["observed_on"]):
        key = (row["accelerator"], row["provider"], row["term"])
        assert offers.get(key) != row["usd_per_accelerator_hour"]
        offers[key] = row["usd_per_accelerator_hour"]


def test_lower_bounds_and_other_classes_are_left_out(tables, selected):
    everything = tables["gpu_rental_prices"]
    bounds = everything.where(lambda row: "above" in (row["note"] or ""))
    assert len(bounds) == 2
    assert not any(row in selected.rows for row in bounds.rows)
    kept = set(selected.column("accelerator"))
    assert not kept & {"NVIDIA GeForce RTX 4090", "NVIDIA Tesla K80", "NVIDIA Tesla T4"}
    assert {"NVIDIA H100", "Google TPU v6e Trillium", "NVIDIA H200 SXM"} <= kept


def test_every_term_of_contract_is_known(tables, selected):
    assert set(tables["gpu_rental_prices"].column("term")) <= set(PREMIUM_OF_TERM)
    terms = design(selected, tables).term
    assert np.bincount(terms).tolist() == [97, 29, 2, 30]


def test_boards_of_one_silicon_share_an_effect(selected, tables):
    known = design(selected, tables)
    assert {"V100", "A100", "H100"} < set(known.silicon)
    assert len(set(known.silicon)) == 8
    assert (known.age_years >= 0).all()


def test_secondary_rows_have_their_reason_on_the_card(selected):
    assert (selected.column("verification") == "secondary").any()
    assert selected.card.fits_secondary


def test_model_holds_every_quote(tables, selected, base_beliefs):
    with pm.Model() as pm_model:
        terms = {name: base_beliefs[name].median for name in rentals.TERMS}
        rentals.add(terms, selected, tables)
    assert pm_model["gpu_rental_prices_log_value"].get_value().shape == (158,)
    assert [rv.name for rv in pm_model.observed_RVs] == ["gpu_rental_prices_observed"]


def test_quotes_are_held_out_by_date_and_not_scored(tables, selected):
    scored = rentals.scored(selected, tables)
    np.testing.assert_array_equal(scored.years, selected.years())
    assert scored.units is None


def test_density_by_a_plain_loop(tables, selected, base_beliefs):
    terms = {name: base_beliefs[name].median for name in rentals.TERMS}
    with pm.Model() as pm_model:
        rentals.add(terms, selected, tables)
    rng = np.random.default_rng(5)
    point = {
        name: 0.5 * rng.normal(size=np.shape(value))
        for name, value in pm_model.initial_point().items()
    }
    noise = {
        name: selected.card.nuisance[name].quantile_of_score(point[f"{name}_score"])
        for name in rentals.NOISE
    }
    known, names = design(selected, tables), rentals.OTHER_MAKERS
    premium = [noise[f"{name}_log_premium"] for name in ("on_demand", "three_year", "market")] + [0]
    maker = [*(noise["rental_maker_scatter"] * point["gpu_rental_prices_maker_score"]), 0.0]
    assert len(maker) == len(names) + 1
    market, kept = (
        [point["gpu_rental_prices_market_score"][0]],
        np.exp(-0.5 / noise["rental_market_years"]),
    )
    for score in point["gpu_rental_prices_market_score"][1:]:
        market.append(kept * market[-1] + (1 - kept**2) ** 0.5 * score)
    halves = [int(2 * year) for year in selected.years()]
    groups = {
        "silicon": ("rental_silicon_scatter", known.silicon),
        "provider": ("provider_scatter", known.provider),
        "offer": ("offer_scatter", known.offer),
    }  # fmt: skip
    means = rentals.log_new_price(terms, known.log_flop_per_s, known.release_years)
    for at, year in enumerate(selected.years()):
        means[at] += premium[known.term[at]] + maker[known.maker[at]]
        provider = list(dict.fromkeys(known.provider)).index(known.provider[at])
        slope = noise["rental_age_scatter"] * point["gpu_rental_prices_age_score"][provider]
        slope += noise["rental_log_change_per_year_of_age"]
        means[at] += slope * known.age_years[at]
        means[at] += noise["rental_log_drift_per_year"] * (year - 2026.0)
        means[at] += noise["rental_market_scatter"] * market[halves[at] - min(halves)]
        for name, (scatter, labels) in groups.items():
            place = list(dict.fromkeys(labels)).index(labels[at])
            means[at] += noise[scatter] * point[f"gpu_rental_prices_{name}_score"][place]
    total = stats.t.logpdf(
        log_prices(selected, tables),
        noise["rental_student_degrees"],
        means,
        noise["rental_scatter"],
    ).sum()
    logp = pm_model.compile_logp(vars=pm_model.observed_RVs, sum=True)
    assert float(logp(point)) == pytest.approx(total, rel=1e-7)
