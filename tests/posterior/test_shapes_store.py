"""Which weights a fit uses: those of its density, older ones, or the card's."""

import dataclasses
import json

import pytest

from forecast.errors import InputError
from forecast.inputs.distributions import Categorical
from forecast.inputs.evidence import load_evidence
from forecast.posterior import shapes_store as store
from forecast.posterior.blocks import blocks_named
from forecast.posterior.keys import block_key

CARD = (0.2, 0.6, 0.2)
UNITS = [{"cut": 2024.25, "dataset": "compute_stock", "unit": "a", "log_density": [0, -50, -50]}]


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.fixture
def stock():
    return blocks_named(("stock",))[0]


def shipped(folder, record):
    store.write_record(record, folder)
    return store.read_shipped(folder)["stock"]


def test_without_scores_the_card_stands(stock, base_beliefs, tables, empty_priors):
    found = store.weights_of(stock, base_beliefs, tables, empty_priors)
    assert found == (pytest.approx(CARD), "card")


def test_shipped_scores_of_this_density(stock, base_beliefs, tables, empty_priors):
    record = shipped(empty_priors, store.record_of(stock, base_beliefs, tables, UNITS))
    weights, basis = store.weights_of(stock, base_beliefs, tables, empty_priors)
    assert basis == "current"
    assert (
        weights
        == tuple(record["weights"].values())
        == pytest.approx((3 / 11, 6 / 11, 2 / 11), abs=1e-3)
    )


def test_scores_in_the_cache(stock, base_beliefs, tables, empty_priors):
    store.write_record(store.record_of(stock, base_beliefs, tables, UNITS), None)
    assert store.weights_of(stock, base_beliefs, tables, empty_priors)[1] == "current"


def test_scores_of_another_density_are_used_and_named_so(stock, base_beliefs, tables, empty_priors):
    record = store.record_of(stock, base_beliefs, tables, UNITS)
    shipped(empty_priors, {**record, "key": "another"})
    weights, basis = store.weights_of(stock, base_beliefs, tables, empty_priors)
    assert (basis, weights[0]) == ("older", record["weights"]["exponential"])


def test_scores_that_saw_later_rows_are_not(stock, base_beliefs, tables, empty_priors):
    record = store.record_of(stock, base_beliefs, tables, UNITS)
    shipped(empty_priors, {**record, "key": "another", "newest": "2999-01-01"})
    assert store.weights_of(stock, base_beliefs, tables, empty_priors)[1] == "card"


def test_another_card_is_stacked_anew_from_the_same_scores(
    stock, base_beliefs, tables, empty_priors
):
    shipped(empty_priors, store.record_of(stock, base_beliefs, tables, UNITS))
    other = {**base_beliefs, "stock_shape": Categorical(values=(0.0, 1.0, 2.0), weights=(1, 1, 0))}
    weights, basis = store.weights_of(stock, other, tables, empty_priors)
    assert (basis, weights) == ("current", pytest.approx((6 / 11, 5 / 11, 0.0), abs=1e-3))


def test_weights_are_part_of_the_key(stock, base_beliefs, tables, empty_priors):
    (before,) = store.weighed((stock,), base_beliefs, tables, empty_priors)
    shipped(empty_priors, store.record_of(stock, base_beliefs, tables, UNITS))
    (after,) = store.weighed((stock,), base_beliefs, tables, empty_priors)
    assert before.weights != after.weights
    keys = {block_key(each, base_beliefs, tables) for each in (before, after)}
    assert len(keys) == 2
    # and no part of the key under which the scores stand
    assert store.density_key(after, base_beliefs, tables) == store.density_key(
        stock, base_beliefs, tables
    )


def test_cuts_are_part_of_that_key(stock, base_beliefs, tables):
    moved = dataclasses.replace(stock, trend=dataclasses.replace(stock.trend, cuts=(2024.0,)))
    assert store.density_key(moved, base_beliefs, tables) != store.density_key(
        stock, base_beliefs, tables
    )


def test_blocks_without_a_trend_are_left_alone(base_beliefs, tables, empty_priors):
    (offload,) = store.weighed(blocks_named(("offload",)), base_beliefs, tables, empty_priors)
    assert offload.weights == ()


def test_a_foreign_file_is_named(empty_priors):
    path = empty_priors / "posterior" / store.FILE
    path.write_text(json.dumps({"schema": "other/1"}))
    with pytest.raises(InputError, match="not weights of shapes"):
        store.read_shipped(empty_priors)
