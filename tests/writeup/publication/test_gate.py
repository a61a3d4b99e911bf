from dataclasses import replace

import numpy as np
import pytest

from forecast.errors import GateRefused
from forecast.writeup.publication.gate import (
    array_offences,
    calibration_offences,
    monte_carlo_offences,
    offence_table,
    offences,
    posterior_offences,
    refuse,
)  # fmt: skip

GOOD = {
    "block": "stock", "gate_passed": True, "chains": 4.0, "max_rhat": 1.002, "min_ess": 2000.0,
    "divergences": 0.0, "min_bfmi": 0.8, "tree_depth_share": 0.0,
}  # fmt: skip


def test_what_is_good_passes(material):
    assert offences(material) == []
    refuse([])


@pytest.mark.parametrize(
    ("name", "value"),
    [("chains", 3.0), ("max_rhat", 1.01), ("min_ess", 399.0), ("divergences", 1.0),
     ("min_bfmi", 0.29), ("tree_depth_share", 0.01), ("gate_passed", False),
     ("max_rhat", float("nan"))],
)  # fmt: skip
def test_fault_36_every_bound_of_the_posterior(name, value):
    (found,) = posterior_offences([{**GOOD, name: value}])
    assert found.name == "stock"


def test_a_diagnostic_that_is_missing_is_an_offence():
    (found,) = posterior_offences([{k: v for k, v in GOOD.items() if k != "min_bfmi"}])
    assert found.what == "min_bfmi"


@pytest.mark.parametrize(
    ("status", "n"), [("passed", 0), ("not run", 0), ("outside", 0), ("stale", 1)]
)
def test_calibration_that_failed_or_is_stale(status, n):
    assert len([*calibration_offences([{"block": "stock", "status": status}])]) == n


def test_a_large_monte_carlo_error_is_named_worst_first(material):
    document = {**material.document, "draws": 1000}
    found = monte_carlo_offences(document)
    errors = [each.found for each in found]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] > 0.005
    assert found[0].accepted == "<= 0.005"


@pytest.mark.parametrize(
    ("column", "value"),
    [("size_at_human_level", np.nan), ("size_at_human_level", np.inf), ("date_8e9_theta_1", np.nan),
     ("copies_at_arrival_world", np.inf), ("copies_at_arrival_world", np.nan)],
)  # fmt: skip
def test_fault_42_one_draw_that_is_no_number(column, value, material):
    spoilt = {name: values.copy() for name, values in material.draws.items()}
    spoilt[column][np.argmin(spoilt["human_level_date"])] = value
    (found,) = array_offences(spoilt)
    assert (found.what, found.name, found.found) == ("NaN or infinite", column, 1.0)


def test_never_is_no_offence(material):
    assert np.isinf(material.draws["date_8e9_theta_1"]).any()
    assert np.isnan(material.draws["copies_at_arrival_world"]).any()
    assert [*array_offences(material.draws)] == []


def test_the_refusal_is_a_table_of_the_worst(material):
    found = offences(replace(material, diagnostics=[{**GOOD, "max_rhat": 1.2}] * 20))
    with pytest.raises(GateRefused, match=r"max_rhat +1.2 +< 1.01") as caught:
        refuse(found)
    assert caught.value.exit_code == 4
    assert "... and 8 more" in str(caught.value)
    assert offence_table(found).isascii()
