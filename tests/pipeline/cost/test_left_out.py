"""The stored table of errors on sources not seen, and one refit of it."""

import json
from dataclasses import replace

import numpy as np
import pytest

from forecast.pipeline.cost import left_out
from forecast.posterior.likelihoods.serving import select
from forecast.posterior.sampler import Sampler
from tests.commands.schemas import validate
from tests.conftest import PRIORS

# Sources of dense models, all or nearly all of their rows.
DENSE = (
    "jakee417",
    "tensorrt_llm_v1.0",
    "tensorrt_llm_v0.9",
    "amd_vllm_0.10",
    "fastertransformer_5",
)
FEW = Sampler(chains=2, draws=150, tune=200, target_accept=0.9, max_depth=8)


@pytest.fixture(scope="module")
def table():
    return left_out.stored(PRIORS)


def test_the_stored_table_fits_its_schema(table):
    validate(table)


def test_every_source_of_the_fit_is_left_out_once(table, cost_inputs):
    fitted = {row["study"] for row in select(cost_inputs.tables["serving"], {}).rows}
    assert {each["source"] for each in table["sources"] if each["in_fit"]} == {
        *fitted, left_out.OVERALL,
    }  # fmt: skip
    whole, *sources = table["sources"]
    assert whole["n"] == sum(each["n"] for each in sources if each["in_fit"])


def test_the_model_beats_both_rooflines(table):
    whole, *sources = table["sources"]
    assert whole["median_abs_log_ratio"] <= 0.20
    assert whole["median_abs_log_ratio"] < whole["flop_60_bandwidth_70"]
    assert whole["coverage80"] >= 0.65
    assert whole["median_log_width"] <= 0.9
    for each in sources:
        if each["n"]:
            assert each["median_abs_log_ratio"] <= 0.5, each
            assert each["median_abs_log_ratio"] <= each["full_peak"], each
        if each["source"] in DENSE:
            assert each["median_abs_log_ratio"] <= 0.20, each


def test_it_is_written_whole_and_read_back(tmp_path, table):
    left_out.store(table, tmp_path)
    assert left_out.stored(tmp_path) == json.loads(json.dumps(table))
    assert left_out.stored(tmp_path / "nowhere") is None


@pytest.mark.slow
def test_a_source_left_out_is_predicted_without_it(cost_inputs):
    """Two sources are enough to fit and predict; a moved observation moves only its own error."""
    both = ("jakee417", "vllm_nightly")
    small = cost_inputs.tables["serving"].where(lambda row: row["study"] in both)
    inputs = replace(cost_inputs, tables={**cost_inputs.tables, "serving": small})
    told = left_out.leave_out(inputs, FEW)
    names = [each["source"] for each in told["sources"]]
    assert names == [left_out.OVERALL, *both]
    assert [each["n"] for each in told["sources"]] == [18, 15, 3]
    assert np.isfinite([each["median_log_width"] for each in told["sources"]]).all()
