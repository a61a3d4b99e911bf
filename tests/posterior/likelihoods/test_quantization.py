"""Perplexity after quantisation, read as parameters lost; by hand and by the kernel's formula."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import quantization
from forecast.serving.efficiency import retained_parameter_share


@pytest.fixture(scope="module")
def table(priors_dir):
    return quantization.select(load_table(priors_dir, "quantization"), {})


def test_rows_are_at_the_bits_that_are_served(table):
    assert set(table.column("weight_bits")) == {4.0, 8.0}
    verdicts = {
        row["method"]: row["relative_change"] for row in table.rows if row["weight_bits"] == 8
    }
    assert verdicts == {"LLM.int8()": 0, "W8A8 FP8": 0, "W8A8 INT8": -0.03}


def test_slope_is_that_of_the_family(table):
    """LLaMA: 5.68 at 7 B, 3.53 at 65 B; ln(5.68 / 3.53) / ln(65 / 7) is 0.2135 end to end."""
    assert quantization.log_perplexity_slope(table) == pytest.approx(0.2135, abs=0.01)


@pytest.mark.parametrize("bits", [4.0, 8.0])
def test_the_rise_is_that_of_the_parameters_lost(bits):
    kept = retained_parameter_share(bits=bits, precision_decay_bits=2.5)
    rise = np.exp(quantization.log_rise(bits, 2.5, 0.2))
    assert rise == pytest.approx(-0.2 * np.log(kept))


def test_a_loss_within_rounding_still_has_a_logarithm():
    assert np.isfinite(quantization.log_rise(8.0, 0.1, 0.2))


@pytest.mark.parametrize("bits", [4.0, 8.0])
def test_steepness_is_the_derivative_of_the_rise(bits):
    up, down = (quantization.log_rise(bits, 2.5 * np.exp(step), 0.2) for step in (1e-5, -1e-5))
    assert quantization.steepness(bits, 2.5) == pytest.approx((up - down) / 2e-5, rel=1e-6)
