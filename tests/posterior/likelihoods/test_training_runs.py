"""Which training rows enter, and the share of peak they amount to."""

import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import training_runs

PEAK_A100 = 312e12


@pytest.fixture(scope="module")
def table(priors_dir):
    return training_runs.select(load_table(priors_dir, "training_runs"), {})


def test_rates_and_hours_with_tokens_enter(table):
    assert set(table.column("quantity")) == {training_runs.RATE, training_runs.HOURS}
    assert all(
        row["training_tokens"] for row in table.rows if row["quantity"] == training_runs.HOURS
    )


def test_shares_of_peak(table):
    shares = sorted(round(training_runs.achieved_share(row, PEAK_A100), 2) for row in table.rows)
    assert shares == [0.36, 0.39, 0.4, 0.48]


def test_llama_65b_by_hand():
    """6 x 65e9 x 1.4e12 FLOP in 1,022,362 hours of a 312e12 FLOP/s chip."""
    row = {
        "quantity": training_runs.HOURS,
        "value": 1_022_362.0,
        "n_parameters": 65e9,
        "training_tokens": 1.4e12,
    }
    assert training_runs.achieved_share(row, PEAK_A100) == pytest.approx(0.4755, abs=0.001)
