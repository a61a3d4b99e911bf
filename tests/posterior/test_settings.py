"""Exact arithmetic, whoever imports what first."""

import os
import subprocess
import sys

import pytest

ASK = "import pytensor; print(pytensor.config.numba__fastmath)"


def fastmath(code, flags=None):
    environment = {key: value for key, value in os.environ.items() if key != "PYTENSOR_FLAGS"}
    if flags is not None:
        environment["PYTENSOR_FLAGS"] = flags
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.slow
@pytest.mark.parametrize("flags", [None, "numba__fastmath=True", "floatX=float64"])
def test_fast_arithmetic_is_off_when_we_are_first(flags):
    assert fastmath(f"import forecast.posterior; {ASK}", flags) == ["False"]


@pytest.mark.slow
def test_fast_arithmetic_is_off_when_pytensor_is_first():
    assert fastmath(f"{ASK}; import forecast.posterior; {ASK}") == ["True", "False"]


@pytest.mark.slow
def test_other_flags_are_kept():
    code = "import forecast.posterior, pytensor; print(pytensor.config.on_opt_error)"
    assert fastmath(code, "on_opt_error=raise") == ["raise"]
    flags = "import forecast.posterior, os; print(os.environ['PYTENSOR_FLAGS'])"
    assert fastmath(flags, "on_opt_error=raise,numba__fastmath=1") == [
        "on_opt_error=raise,numba__fastmath=False"
    ]


def test_in_force_here():
    import pytensor

    import forecast.posterior  # noqa: F401

    assert pytensor.config.numba__fastmath is False
