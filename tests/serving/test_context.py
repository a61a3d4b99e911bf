"""The context in use: today's value at the start, growth at first, less or none later."""

import numpy as np
import pytest

from forecast.serving.context import context_tokens

GROWING = {
    "context_tokens_in_use": 30e3,
    "log_window_growth": np.log(4.0),
    "log_window_long_run_growth": 0.0,
    "window_slowing_years": 1.5,
}


def test_today_is_what_was_said():
    assert context_tokens(**GROWING, years_since_start=0.0) == 30e3


def test_it_levels_off_at_growth_to_the_power_of_the_slowing_time():
    assert context_tokens(**GROWING, years_since_start=60.0) == pytest.approx(8 * 30e3)


def test_it_never_shrinks_and_slows():
    carried = context_tokens(**GROWING, years_since_start=np.arange(0.0, 20.0))
    steps = np.diff(np.log(carried))
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_in_the_long_run_it_grows_as_windows_do():
    creeping = {**GROWING, "log_window_long_run_growth": np.log(1.1)}
    sixty, one_more = context_tokens(**creeping, years_since_start=np.array([60.0, 61.0]))
    assert one_more / sixty == pytest.approx(1.1)
    assert sixty == pytest.approx(30e3 * (4.0 / 1.1) ** 1.5 * 1.1**60)


def test_without_growth_of_windows_it_stays():
    flat = {**GROWING, "log_window_growth": 0.0}
    assert context_tokens(**flat, years_since_start=40.0) == 30e3
