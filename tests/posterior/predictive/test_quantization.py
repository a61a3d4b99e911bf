"""A perplexity after quantisation by hand, and verdicts at 8 bits."""

import numpy as np
import pytest

from forecast.posterior.likelihoods.quantization import log_perplexity_slope, select
from forecast.posterior.predictive import quantization as module
from forecast.serving.efficiency import retained_parameter_share


@pytest.fixture
def draws(constant):
    return constant(
        precision_decay_bits=1.5, precision_row_scatter=1e-9, precision_lossless_log_rise=-5.3
    )


def quantised(row_of, **cells):
    known = {"metric": module.METRIC, "weight_bits": 4.0, "value_16bit": 5.0, "model": "new-9B"}
    return row_of("quantization", **(known | cells))


def test_a_rise_is_the_parameters_lost_along_the_slope(draws, context_of, row_of, rng, tables):
    (found,) = module.predict([quantised(row_of, value_quantized=5.4)], draws, context_of(), rng)
    kept = retained_parameter_share(4.0, 1.5)
    slope = log_perplexity_slope(select(tables["quantization"], tables))
    assert found.draws == pytest.approx(5.0 * kept**-slope, rel=1e-6)
    assert found.observed == 5.4


def test_fewer_bits_are_surely_worse(draws, context_of, row_of, rng):
    rows = [quantised(row_of, weight_bits=bits) for bits in (8.0, 6.0, 4.0)]
    eight, six, four = module.predict(rows, draws, context_of(), rng)
    assert (eight.draws < six.draws).all()
    assert (six.draws < four.draws).all()
    assert (eight.draws > 5.0).all()


@pytest.mark.parametrize(("change", "observed"), [(0.0, 1.0), (0.02, 0.0), (None, None)])
def test_a_verdict_is_told_as_yes_or_no(change, observed, draws, context_of, row_of, rng):
    row = quantised(row_of, metric="accuracy change", weight_bits=8.0, relative_change=change)
    (found,) = module.predict([row], draws, context_of(), rng)
    assert found.observed == observed
    assert set(found.draws) == {1.0}  # at 8 bits hardly anything is lost
    strict = {**draws, "precision_lossless_log_rise": np.full(400, -9.0)}
    (refused,) = module.predict([row], strict, context_of(), rng)
    assert set(refused.draws) == {0.0}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"metric": "decode tokens/s"}, "no model of 'decode tokens/s'"),
        ({"weight_bits": 3.0}, "3 bits: below 4"),
        ({"value_16bit": None}, "not in the row: value_16bit"),
    ],
)
def test_what_has_no_model_says_so(cells, reason, draws, context_of, row_of, rng):
    (found,) = module.predict([quantised(row_of, **cells)], draws, context_of(), rng)
    assert found.startswith(reason)
