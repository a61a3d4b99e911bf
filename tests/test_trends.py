import numpy as np
import pytest
from scipy.integrate import quad

from forecast.trends import SLOWING_SINCE_YEARS, log_slowing_growth

TODAY, LONG_RUN, TAU = np.log(2.2), np.log(1.1), 5.0


def log_growth(s):
    return LONG_RUN + (TODAY - LONG_RUN) * np.exp(-max(s, -SLOWING_SINCE_YEARS) / TAU)


@pytest.mark.parametrize("s", [-9.0, -4.0, -1.5, 0.0, 0.5, 10.0, 75.0])
def test_level_is_the_integral_of_growth(s):
    expected, _ = quad(log_growth, 0, s, points=[-SLOWING_SINCE_YEARS] if s < -4 else None)
    assert log_slowing_growth(s, TODAY, LONG_RUN, TAU) == pytest.approx(expected, abs=1e-9)


def test_growth_today_and_in_the_long_run():
    step = 1e-6
    at_start = log_slowing_growth(step, TODAY, LONG_RUN, TAU) / step
    assert at_start == pytest.approx(TODAY, rel=1e-5)
    late = log_slowing_growth(1000.0, TODAY, LONG_RUN, TAU)
    assert late - log_slowing_growth(999.0, TODAY, LONG_RUN, TAU) == pytest.approx(LONG_RUN)


def test_a_constant_growth_is_a_straight_line():
    years = np.linspace(-10, 50, 7)
    np.testing.assert_allclose(log_slowing_growth(years, 0.2, 0.2, 3.0), 0.2 * years, atol=1e-12)


def test_growth_that_slows_at_once_does_not_explode_in_the_past():
    assert abs(log_slowing_growth(-15.0, 0.1, 0.3, 1.5)) < 1e2


@pytest.mark.slow
def test_floats_arrays_pytensor_and_compiled_code_agree():
    import pytensor.tensor as pt
    from numba import njit
    from numba.extending import register_jitable

    years = np.array([-7.0, -2.0, 3.0, 30.0])
    expected = [log_slowing_growth(float(s), TODAY, LONG_RUN, TAU) for s in years]
    np.testing.assert_allclose(log_slowing_growth(years, TODAY, LONG_RUN, TAU), expected)
    graph = log_slowing_growth(pt.as_tensor(years), pt.as_tensor(TODAY), LONG_RUN, TAU)
    np.testing.assert_allclose(graph.eval(), expected)
    register_jitable(log_slowing_growth)  # as the kernel does
    compiled = njit(lambda s: log_slowing_growth(s, TODAY, LONG_RUN, TAU))
    np.testing.assert_allclose([compiled(s) for s in years], expected)
