"""Draws reweighted for changed rows are those of a fit, or say why they are not."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from forecast.pipeline.request import Request
from forecast.pipeline.run import load_inputs
from forecast.posterior.blocks import blocks_named
from forecast.posterior.fit import fit_block
from forecast.posterior.keys import block_key
from forecast.posterior.reweight import LARGEST_KHAT, reweigh, smoothed, taken
from forecast.posterior.sampler import THINNING
from forecast.posterior.store import read_block, shipped_path

DAY = datetime.date(2026, 11, 24)
ERRORS = 4.0  # Monte Carlo errors by which two means may differ


@pytest.fixture(scope="module")
def inputs(priors_dir):
    return load_inputs(Request(DAY, None, (), 1000, 1, priors_dir))


@pytest.fixture
def stored(priors_dir):
    return lambda block: read_block(shipped_path(priors_dir, block))


def more(tables, dataset, quantity, **cells):
    """All tables, with one row more that is like the last of its kind but for some cells."""
    table = tables[dataset]
    last = [r for r in table.rows if r["quantity"] == quantity and not r["is_projection"]][-1]
    row = {**last, "published_on": datetime.date(2026, 10, 1), **cells}
    return {**tables, dataset: replace(table, rows=(*table.rows, row))}


def share(tables, value):
    return more(
        tables,
        "inference_vs_training",
        "inference_share_of_compute",
        entity="another lab",
        value=value,
        observed_on=datetime.date(2026, 9, 1),
    )


def people(tables, value):
    return more(
        tables,
        "economy",
        "world_population",
        year=2025.0,
        observed_on=datetime.date(2025, 12, 31),
        value=value,
    )


def reweighed(inputs, stored, block, change, value):
    (block,) = blocks_named((block,))
    after = change(inputs.tables, value)
    return reweigh(block, stored(block.name), inputs.base, inputs.tables, after), block, after


def test_equal_ratios_weigh_the_same():
    weights, khat = smoothed(np.full(10, -3.0))
    assert khat == 0.0
    assert weights == pytest.approx(np.full(10, 0.1))


def test_the_draws_that_make_the_rows_likelier_weigh_more():
    """Known answer: N(0, 1) weighted by exp(x / 2 - 1/8) is N(1/2, 1)."""
    x = np.random.default_rng(1).standard_normal(20_000)
    weights, khat = smoothed(x / 2)
    assert weights @ x == pytest.approx(0.5, abs=0.03)
    assert weights.sum() == pytest.approx(1.0)
    assert khat < 0.5


def test_rows_are_taken_as_often_as_they_weigh_and_in_order():
    weights = np.arange(4000.0)
    weights /= weights.sum()
    place = taken(weights, 1000, np.random.default_rng(1))
    counts = np.bincount(place, minlength=4000)
    is_thinned = np.arange(4000) % 1000 % THINNING == 0
    assert (np.abs(counts[~is_thinned] - 4000 * weights[~is_thinned]) < 1.1).all()
    assert is_thinned[place[is_thinned]].all()
    assert (np.diff(place[~is_thinned]) >= 0).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("block", "change", "value"),
    [("inference_share", share, 0.35), ("economy", people, 8.225e9)],
)
def test_one_plausible_row_agrees_with_a_fit(inputs, stored, block, change, value):
    found, block, after = reweighed(inputs, stored, block, change, value)
    record = found.stored.about["reweighted"]
    assert record["khat"] < LARGEST_KHAT
    assert found.stored.about["key"] == block_key(block, inputs.base, after)
    assert record["from"] == stored(block.name).about["key"]
    fitted = fit_block(block, inputs.base, after, 1)
    for name, values in found.stored.values.items():
        theirs, spread = fitted.values[name], fitted.values[name].std()
        sizes = (
            each["ess_bulk"]
            for each in (found.stored.about["by_name"][name], fitted.gate.by_name[name])
        )
        error = spread * np.sqrt(sum(1 / n for n in sizes))
        assert abs(values.mean() - theirs.mean()) < ERRORS * error, name
        assert values.std() == pytest.approx(spread, rel=0.15), name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("block", "change", "value"),
    [("inference_share", share, 0.999), ("economy", people, 9e9)],
)
def test_a_surprising_row_asks_for_a_fit(inputs, stored, block, change, value):
    found, *_ = reweighed(inputs, stored, block, change, value)
    assert found.stored is None
    assert "the change is too large to reweight: k-hat" in found.told


def nudged(tables, dataset, column, factor=1.001):
    """All tables, with one column of one of them a little larger."""
    table = tables[dataset]
    rows = tuple({**row, column: row[column] and factor * row[column]} for row in table.rows)
    return {**tables, dataset: replace(table, rows=rows)}


@pytest.mark.slow
@pytest.mark.parametrize("block", ["hardware", "record_prices", "economy"])
def test_rows_that_a_block_does_not_select_leave_its_draws(inputs, stored, block):
    """The price of electricity stands in a table that others read for its price index."""
    after = more(inputs.tables, "economy", "us_industrial_electricity_price", value=0.09)
    (block,) = blocks_named((block,))
    before = stored(block.name)
    assert block_key(block, inputs.base, after) != block_key(block, inputs.base, inputs.tables)
    found = reweigh(block, before, inputs.base, inputs.tables, after)
    assert found.told.endswith("the rows it selects are the same")
    assert found.stored.about["key"] == block_key(block, inputs.base, after)
    assert found.stored.values is before.values


@pytest.mark.slow
def test_what_cannot_be_reweighted_says_why(inputs, stored):
    def told(block, dataset, column, **changed):
        (block,) = blocks_named((block,))
        after = nudged(inputs.tables, dataset, column)
        draws = replace(stored(block.name), **changed)
        return reweigh(block, draws, inputs.base, inputs.tables, after)

    found = told("training", "training_runs", "value")
    assert (found.stored, "not kept in full of training" in found.told) == (None, True)
    found = told(
        "stock",
        "compute_stock",
        "value",
    )
    assert (found.stored, "mixture of shapes" in found.told) == (None, True)
    about = {**stored("economy").about, "reweighted": {}}
    found = told("economy", "economy", "value", about=about)
    assert (found.stored, "reweighted before" in found.told) == (None, True)


@pytest.mark.slow
def test_rows_of_a_new_group_bring_parameters(inputs, stored):
    (block,) = blocks_named(("offload",))
    table = inputs.tables["offload"]
    after = {n: t for n, t in inputs.tables.items() if n != "offload"} | {
        "offload": replace(table, rows=table.rows[: len(table.rows) // 2])
    }
    found = reweigh(block, stored("offload"), inputs.base, inputs.tables, after)
    assert found.stored is None
    assert "the rows bring other parameters: offload_system_score" in found.told


@pytest.mark.slow
def test_other_beliefs_are_another_prior(inputs):
    from forecast.posterior.build import build_block
    from forecast.posterior.reweight_density import difference

    (block,) = blocks_named(("economy",))
    model = build_block(block, inputs.base, inputs.tables)
    name = "wage_growth_per_year"
    beliefs = {**{n: inputs.base[n] for n in inputs.base}, name: inputs.base["wage_log_scatter"]}
    other = build_block(block, beliefs, inputs.tables)
    assert difference(block, model, model, 1) == ""
    assert "priors or quantities" in difference(block, model, other, 1)
