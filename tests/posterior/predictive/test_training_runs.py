import numpy as np
import pytest

from forecast.posterior.predictive import training_runs as module


@pytest.fixture
def draws(constant):
    return constant(training_flop_share=0.4, training_row_scatter=1e-9)


def run(row_of, **cells):
    known = {"accelerator": "NVIDIA A100", "quantity": module.RATE}
    return row_of("training_runs", **(known | cells))


def test_a_rate_and_hours_by_hand(draws, context_of, row_of, rng):
    hours = run(row_of, quantity=module.HOURS, n_parameters=65e9, training_tokens=1.4e12, value=1e6)
    rate, taken = module.predict([run(row_of), hours], draws, context_of(), rng)
    assert rate.draws == pytest.approx(0.4 * 312e12, rel=1e-6)
    expected = 6 * 65e9 * 1.4e12 / (0.4 * 312e12 * 3600)
    assert taken.draws == pytest.approx(expected, rel=1e-6)
    assert (rate.unit, taken.unit) == ("FLOP/s", "accelerator-hours")


def test_rows_of_a_run_scatter(constant, context_of, row_of, rng):
    draws = constant(training_flop_share=0.4, training_row_scatter=0.1)
    (found,) = module.predict([run(row_of)], draws, context_of(), rng)
    assert np.log(found.draws).std() == pytest.approx(0.1, rel=0.15)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"quantity": "step_time_s"}, "no model of 'step_time_s'"),
        ({"quantity": module.HOURS, "n_parameters": 1e9}, "not in the row: training_tokens"),
        ({"accelerator": "NVIDIA A1OO"}, "no such accelerator: 'NVIDIA A1OO'; did you mean"),
    ],
)
def test_what_has_no_model_says_so(cells, reason, draws, context_of, row_of, rng):
    (found,) = module.predict([run(row_of, **cells)], draws, context_of(), rng)
    assert found.startswith(reason)
