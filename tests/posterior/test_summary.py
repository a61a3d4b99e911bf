"""The summary that ships beside the draws."""

import json
import subprocess
import sys

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.inputs.distributions import LogNormal
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.summary import read_summary, summarise


@pytest.fixture
def block():
    values = np.linspace(0.0, 1.0, 1001).reshape(7, 143)
    convergence = {"rhat": 1.001, "ess_bulk": 900.0, "ess_tail": 800.0}
    about = {"block": "toy", "key": "k", "fitted_on": "2026-11-22", "gate_passed": True}
    about["by_name"] = {"level": convergence, "effect": convergence}
    return StoredBlock({"level": values, "effect": np.zeros((7, 143, 2))}, {}, about)


def test_quantiles_of_prior_and_posterior(block):
    found = summarise([block], {"level": LogNormal(p05=1.0, p50=2.0, p95=5.0)})
    assert found["quantities"] == {
        "level": {
            "block": "toy",
            "prior": {"q05": 1.0, "q50": 2.0, "q95": 5.0},
            "posterior": {"q05": 0.05, "q50": 0.5, "q95": 0.95},
            "learned": found["quantities"]["level"]["learned"],
            "rhat": 1.001,
            "ess_bulk": 900.0,
            "ess_tail": 800.0,
        }
    }
    assert found["quantities"]["level"]["learned"]["conflict"]  # half of it lies below the card
    assert found["blocks"]["toy"] == {
        "block": "toy",
        "key": "k",
        "fitted_on": "2026-11-22",
        "gate_passed": True,
    }


def test_nothing_shipped(tmp_path):
    assert read_summary(tmp_path)["quantities"] == {}
    assert read_summary(tmp_path)["blocks"] == {}


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"schema": "other"}', '{"schema": NaN}', "[" * 100_000],
    ids=["empty", "list", "other", "nan", "deep"],
)
def test_what_is_no_summary(empty_priors, text):
    (empty_priors / "posterior" / "summary.json").write_text(text)
    with pytest.raises(InputError, match=r"not a summary of a posterior: .*forecast fit --ship"):
        read_summary(empty_priors)


def test_reading_needs_no_numeric_library(empty_priors, block):
    found = summarise([block], {"level": LogNormal(p05=1.0, p50=2.0, p95=5.0)})
    (empty_priors / "posterior" / "summary.json").write_text(json.dumps(found))
    code = (
        "import sys; from pathlib import Path; from forecast.posterior.summary import read_summary;"
        "assert 'level' in read_summary(Path(sys.argv[1]))['quantities'];"
        "print([m for m in ('pymc', 'arviz', 'pandas', 'numba', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(empty_priors)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
