"""Rows of the nowcast: known ratios between them, and what happens without evidence."""

from types import SimpleNamespace

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.kernel.at_date import states
from forecast.pipeline.answers.nowcast import NEEDED, answer, tokens_per_day
from forecast.pipeline.answers.served_today import traffic


@pytest.fixture(scope="module")
def inputs(priors_dir):
    return SimpleNamespace(tables=load_evidence(priors_dir))


def by_quantity(sample, inputs):
    return {row["quantity"]: row for row in answer(sample, inputs)}


def test_tokens_are_streams_times_speed_times_what_is_read_too(sample):
    records = traffic(sample)
    found = states(records, 2026.4)
    chips = sample["inference_share_today"] * sample["fleet_token_load_share"]
    streams = chips * found["chips_powered"] / found["chips_per_copy"]
    written = streams * sample["served_tokens_per_second_per_stream"] * 86_400.0
    wanted = written * (1.0 + sample["served_input_tokens_per_output_token"])
    np.testing.assert_allclose(tokens_per_day(sample, 2026.4), wanted, rtol=1e-9)


def test_rows_and_what_is_observed(sample, inputs):
    rows = by_quantity(sample, inputs)
    assert list(rows) == [
        "tokens_per_day", "tokens_written_per_day", "tokens_per_day_google",
        "copies_of_todays_model", "usd_per_million_output_tokens",
        "usd_per_million_tokens_blended_3to1", "usd_per_million_tokens_blended_3to1_deepseek_v3",
    ]  # fmt: skip
    assert rows["tokens_per_day"]["observed"] == pytest.approx(2.98e14, rel=0.01)
    assert rows["tokens_per_day_google"]["observed"] == pytest.approx(1.05e14, rel=0.01)
    nobody = ("tokens_written_per_day", "copies_of_todays_model")
    assert all(rows[name]["observed"] is None for name in nobody)
    assert all(rows[name]["inside"] is None and rows[name]["p_below"] is None for name in nobody)


def test_google_has_its_share_of_the_world(sample, inputs):
    rows = by_quantity(sample, inputs)
    world, google = rows["tokens_per_day"], rows["tokens_per_day_google"]
    assert google["q50"] / world["q50"] == pytest.approx(0.32, rel=0.15)  # a month earlier
    assert "32% of the stock" in google["basis"]


def test_price_over_cost_is_the_median_price_over_each_draw(sample, inputs):
    row = by_quantity(sample, inputs)["usd_per_million_tokens_blended_3to1_deepseek_v3"]
    assert row["price_over_cost"]["q50"] == pytest.approx(row["observed"] / row["q50"], rel=0.3)
    # a low cost is a high margin; the median of an even number of prices is between two of them
    assert row["price_over_cost"]["q90"] == pytest.approx(row["observed"] / row["q10"], rel=0.3)


def test_half_the_load_is_half_the_tokens_and_no_dearer(sample, inputs):
    before = by_quantity(sample, inputs)
    sample.extra["fleet_token_load_share"] *= 0.5
    after = by_quantity(sample, inputs)
    assert after["tokens_per_day"]["q50"] == pytest.approx(before["tokens_per_day"]["q50"] / 2)
    assert after["tokens_per_day"]["p_below"] > before["tokens_per_day"]["p_below"]
    dear = "usd_per_million_tokens_blended_3to1"
    assert after[dear]["q50"] == pytest.approx(before[dear]["q50"])


def test_a_miss_is_told(sample, inputs):
    sample.extra["fleet_token_load_share"][:] = 1e-6
    row = by_quantity(sample, inputs)["tokens_per_day"]
    assert row["inside"] is False
    assert row["p_below"] == 1.0


def test_the_largest_driver_leads_and_draws_that_serve_nothing_do_not_count(sample, inputs):
    sample.extra["served_active_parameters"][:] = 5e10
    sample.extra["fleet_token_load_share"][:] = np.geomspace(1e-6, 1.0, 400)
    sample.extra["served_tokens_per_second_per_stream"][:4] = 1e9  # too fast for any hardware
    drivers = by_quantity(sample, inputs)["tokens_per_day"]["drivers"]
    assert drivers[0]["name"] == "fleet_token_load_share"
    assert drivers[0]["first_order"] > 0.7


def test_a_model_that_nothing_serves_has_no_price_and_no_tokens(sample, inputs):
    sample.extra["served_active_parameters"][:] = 1e30
    rows = by_quantity(sample, inputs)
    assert rows["tokens_per_day"]["q90"] == 0.0
    assert rows["usd_per_million_output_tokens"]["q10"] is None
    assert rows["usd_per_million_output_tokens"]["inside"] is False
    known = rows["usd_per_million_tokens_blended_3to1_deepseek_v3"]
    assert 0.01 < known["q50"] < 10.0  # its size is its own


@pytest.mark.parametrize("missing", NEEDED)
def test_a_run_that_saw_no_evidence_has_no_nowcast(sample, inputs, missing):
    tables = {name: table for name, table in inputs.tables.items() if name != missing}
    assert answer(sample, SimpleNamespace(tables=tables)) == []
    empty = {**inputs.tables, missing: SimpleNamespace(rows=())}
    assert answer(sample, SimpleNamespace(tables=empty)) == []
