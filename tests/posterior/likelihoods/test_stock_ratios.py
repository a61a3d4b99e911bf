"""Chips and power per H100-equivalent shipped."""

import numpy as np
import pymc as pm
import pytest

from forecast.posterior.likelihoods import stock_ratios as module

NVIDIA = "NVIDIA data-centre chips, shipped since 2022-01-01"


def test_changes_of_one_designer_by_hand(tables):
    stock = tables["compute_stock"]
    one = stock.where(lambda row: row["scope"] == NVIDIA)
    counts = {
        quantity: [
            row["value"]
            for row in sorted(one.rows, key=lambda row: row["observed_on"])
            if row["quantity"] == quantity
        ]
        for quantity in ("cumulative_h100e", "cumulative_chips")
    }
    added = {name: np.diff(each, prepend=0.0) for name, each in counts.items()}
    expected = np.diff(np.log(added["cumulative_chips"] / added["cumulative_h100e"]))
    assert module.changes(one, "cumulative_chips") == pytest.approx(expected)


def test_all_designers_have_their_say(tables):
    assert len(module.changes(tables["compute_stock"], "cumulative_chips")) == 14 + 10 + 6 + 6
    # chips grow: fewer for the same count
    assert module.changes(tables["compute_stock"], "cumulative_chips").mean() < 0


def test_both_ratios_are_observed(tables):
    table = tables["compute_stock"]
    noise = dict.fromkeys(table.card.nuisance, 1.0)
    with pm.Model() as pm_model:
        module.add_ratios(table, noise)
    assert {each.name for each in pm_model.observed_RVs} == {
        "stock_chips_observed",
        "stock_power_observed",
    }
