"""Prices that enter, what they are joined with, and their level."""

import numpy as np
import pymc as pm
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.likelihoods import accelerator_prices as prices


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.fixture(scope="module")
def selected(tables):
    return prices.select(tables["accelerator_prices"], tables)


def test_h100_flop_per_usd_in_2023(selected, tables):
    # 1979e12 op/s at 30,741 USD of 2022 and 2023: 5.8e10 FLOP/s per USD of 2025 (CPI +10 %).
    rows = selected.where(
        lambda row: row["accelerator"] == "NVIDIA H100" and row["price_usd"] > 30000
    )
    design = prices.design(rows, tables)
    flop_per_usd = np.exp(design.log_flop_per_s - prices.log_prices(rows, tables))
    assert len(rows) == 1  # the same range for two years is one observation
    np.testing.assert_allclose(flop_per_usd, 5.9e10, rtol=0.03)


def test_rules_keep_quotes_and_drop_formula_values(selected):
    assert len(selected) == 71
    assert not any(prices.is_formula_value(row) for row in selected.rows)
    assert not any("TPU" in name for name in selected.column("accelerator"))
    assert "NVIDIA B100" not in set(selected.column("accelerator"))


def test_no_price_of_a_chip_stands_twice(selected, tables):
    chips = prices.Chips(tables["accelerators"])
    pairs = [
        (chips.find(row["accelerator"])["accelerator"], round(row["price_usd"]))
        for row in selected.rows
    ]
    assert len(pairs) == len(set(pairs))


def test_yearly_ranges_are_dated_to_mid_year(selected):
    rows = selected.where(lambda row: row["accelerator"] == "NVIDIA B300")
    assert prices.quote_years(rows).tolist() == [2025.5]


def test_premium_of_each_kind():
    row = {"accelerator": "x", "price_kind": "list_or_street", "n_accelerators_in_quote": None}
    assert prices.premium(row) == ""
    assert prices.premium({**row, "n_accelerators_in_quote": 8.0}) == "system_quote_log_premium"
    assert prices.premium({**row, "accelerator": "NVIDIA GH200"}) == "system_quote_log_premium"
    assert prices.premium({**row, "price_kind": "estimate_range"}) == "price_range_log_premium"


def test_older_silicon_on_a_new_board_is_age(selected, tables):
    design = prices.design(selected.where(lambda row: "H200 SXM" in row["accelerator"]), tables)
    assert set(design.silicon) == {"H100"}
    assert (design.age_years > 1.0).all()


def test_ages_are_not_negative_and_rates_known(selected, tables):
    design = prices.design(selected, tables)
    assert (design.age_years >= 0).all()
    assert np.isfinite(design.log_flop_per_s).all()
    # 2080 Ti, 3090, 3090 Ti, 4080, 4090: list and later quotes; RTX 6000 Ada once
    assert np.bincount(design.accelerator_class).tolist() == [9, 1, 61]


def test_secondary_rows_have_their_reason_on_the_card(selected):
    assert (selected.column("verification") == "secondary").any()
    assert selected.card.fits_secondary


def test_model_holds_every_price(tables, selected, base_beliefs):
    with pm.Model() as pm_model:
        terms = {name: base_beliefs[name].median for name in prices.TERMS}
        prices.add(terms, selected, tables)
    assert pm_model["accelerator_prices_log_value"].get_value().shape == (71,)
    assert [rv.name for rv in pm_model.observed_RVs] == ["accelerator_prices_observed"]


def test_the_prices_of_a_chip_are_scored_together(tables, selected):
    scored = prices.scored(selected, tables)
    assert len(scored.units) == len(selected) == 71
    assert len(set(scored.units)) < 71
    np.testing.assert_array_equal(scored.years, prices.quote_years(selected))
