"""The surface that scripts rely on."""

import subprocess
import sys

import pytest

import forecast

PUBLIC = ("Result", "beliefs", "cost", "evidence", "run", "scenarios")
METHODS = {
    "document", "p_affordable_by", "first_dates", "chances", "gaps", "date_quantiles",
    "gap_quantiles", "copies_by_year", "usd_per_copy_hour_by_year", "drivers", "draws", "save",
    "plot_chances", "plot_gap", "plot_copies", "plot_cost",
}  # fmt: skip


def test_public_names_are_these():
    assert forecast.__all__ == PUBLIC
    for name in PUBLIC:
        assert getattr(forecast, name).__doc__
    assert set(PUBLIC) <= set(dir(forecast))


def test_a_result_has_these_methods():
    assert {name for name in vars(forecast.Result) if not name.startswith("_")} == METHODS


def test_a_name_that_is_none_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'runn'"):
        _ = forecast.runn


def test_importing_the_package_loads_nothing_heavy():
    told = (
        "import forecast, sys; print([m for m in ('numpy', 'pymc', 'xarray') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
