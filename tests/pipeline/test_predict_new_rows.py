"""Every fitted data set on the shipped posterior: groups not seen, days past the data, no value."""

import csv
import datetime

import numpy as np
import pytest

from forecast.locations import default_priors
from forecast.pipeline.predict import Question, predict
from forecast.pipeline.request import Request
from forecast.posterior.blocks import BLOCKS
from forecast.posterior.density import dataset_of
from forecast.posterior.predictive import PREDICTIVES

# A row that was fitted; the group it is of, and a new one; the column that carries its day.
CASES = {
    "distillation": ({"study": "minitron", "compression_active": 1.8}, {"study": "a new lab"}),
    "algorithmic_efficiency": (
        {
            "study": "one more",
            "study_group": "epoch_rosetta",
            "period": "2023-02 to 2025-09",
            "measured_quantity": "training compute for fixed capability",
        },
        {"study_group": "a new group"},
    ),
    "mmlu_params": (
        {"model": "qwen1.5-14B", "observed_on": "2024-02-04", "n_parameters": "14e9"},
        {"model": "Unheard-14B"},
    ),
    "arrival_forecasts": (
        {
            "forecast_id": "metaculus_q5121",
            "observed_on": "2026-09-25",
            "milestone_class": "strong_general_ai",
            "cumulative_probability": 0.5,
        },
        {"forecast_id": "somebody_else"},
    ),
    "model_sizes": (
        {
            "organization": "DeepSeek",
            "observed_on": "2025-06-01",
            "n_total_parameters": "671e9",
            "n_experts": 256,
        },
        {"organization": "A new maker"},
    ),
}
FUTURE = {
    "algorithmic_efficiency": {"period": "2027-2030"},
    "mmlu_params": {"observed_on": "2029-01-01", "model": "Unheard-14B"},
    "arrival_forecasts": {"observed_on": "2029-01-01"},
    "model_sizes": {"observed_on": "2029-01-01"},
}
pytestmark = pytest.mark.slow


@pytest.fixture
def told(tmp_path):
    def make(dataset, *rows):
        names = sorted({name for row in rows for name in row})
        path = tmp_path / f"{dataset}.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
        day = datetime.datetime.now(datetime.UTC).date()
        request = Request(day, None, (), 2, 0, default_priors())
        return predict(Question(dataset, path), request)["rows"]

    return make


def test_every_fitted_data_set_can_be_asked():
    fitted = {dataset_of(name) for block in BLOCKS for name in block.likelihoods}
    assert fitted == set(PREDICTIVES)


def width(line):
    """Of the 90 % interval, in the log where values are positive."""
    low, high = line["q05"], line["q95"]
    return np.log(high / low) if low > 0 else high - low


@pytest.mark.parametrize("dataset", CASES)
def test_a_new_group_is_less_certain_than_one_that_was_fitted(dataset, told):
    known, new = CASES[dataset]
    lines = told(dataset, known, known | new)
    quantity = lines[-1]["quantity"]
    seen, unseen = (each for each in lines if each["quantity"] == quantity)
    assert seen["reason"] is None
    assert (seen["observed"] is None) == (quantity not in known)
    # Of 500 draws; a teacher of distillation differs little from others, so it adds 4 %.
    assert width(unseen) > 1.02 * width(seen)


@pytest.mark.parametrize("dataset", FUTURE)
def test_days_past_the_data_are_predicted_less_surely(dataset, told):
    known, _ = CASES[dataset]
    lines = told(dataset, known, known | FUTURE[dataset])
    now, later = (each for each in lines if each["quantity"] == lines[-1]["quantity"])
    assert later["reason"] is None
    assert np.isfinite([later["q05"], later["q95"]]).all()
    assert later["q50"] != now["q50"]
    if later["unit"] != "fraction":  # a score that nears its ceiling is sure to be near it
        assert width(later) > 0.98 * width(now)


@pytest.mark.parametrize(
    "dataset", ["moe", "quantization", "training_runs", "inference_vs_training"]
)
def test_rows_that_have_no_group_need_no_value(dataset, told):
    asked = {
        "moe": {"n_total_parameters": "1e12", "n_active_parameters": "32e9"},
        "quantization": {
            "weight_bits": 4,
            "metric": "WikiText2 perplexity",
            "value_16bit": 3.0,
        },
        "training_runs": {
            "quantity": "achieved_flop_per_s_per_accelerator",
            "accelerator": "NVIDIA H100 SXM5 80GB",
        },
        "inference_vs_training": {"quantity": "inference_share_of_compute"},
    }
    (line,) = told(dataset, asked[dataset])
    assert line["reason"] is None
    assert line["observed"] is None
    assert line["pit"] is None
    assert line["q05"] < line["q50"] < line["q95"]
