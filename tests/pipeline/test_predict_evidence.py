"""The rows of evidence in their own predictives: no model is surer of itself than it may be."""

import datetime
import math

import numpy as np
import pytest

from forecast.locations import default_priors
from forecast.pipeline.predict import Question, predict
from forecast.pipeline.request import Request
from forecast.posterior.predictive import accelerators

# Rows of one chip, site or quarter are no independent draws: so many count as one.
ROWS_A_DRAW = {
    "accelerators": 4,
    "accelerator_prices": 2,
    "gpu_rental_prices": 4,
    "compute_stock": 4,
    "compute_owners": 4,
    "clusters": 4,
    "serving": 3,
    "offload": 2,
    "model_sizes": 1,
    "quantization": 2,
    "distillation": 2,
    "algorithmic_efficiency": 1,
    "mmlu_params": 2,
    "arrival_forecasts": 3,
}
STANDARD_ERRORS = 3.0


def predicted(dataset):
    day = datetime.datetime.now(datetime.UTC).date()
    path = default_priors() / "evidence" / dataset / "data.csv"
    return predict(Question(dataset, path), Request(day, None, (), 2, 0, default_priors()))


def least(share, n):
    """Coverage below which a right model falls once in a thousand tables."""
    return share - STANDARD_ERRORS * math.sqrt(share * (1.0 - share) / n)


@pytest.mark.slow
@pytest.mark.parametrize("dataset", ROWS_A_DRAW)
def test_evidence_lies_in_its_intervals(dataset):
    told = predicted(dataset)
    n = told["n_scored"] / ROWS_A_DRAW[dataset]
    for name, share in (("coverage50", 0.5), ("coverage80", 0.8), ("coverage90", 0.9)):
        assert told[name] >= least(share, n), name


@pytest.mark.slow
def test_a_model_without_row_noise_would_be_found_out(monkeypatch):
    monkeypatch.setattr(accelerators, "student", lambda degrees, scale, rng: np.zeros_like(scale))
    told = predicted("accelerators")
    assert told["coverage80"] < least(0.8, told["n_scored"] / ROWS_A_DRAW["accelerators"])
