"""Every bound of the gate, each failing by itself."""

import warnings

import numpy as np
import pytest
import xarray as xr

from forecast.posterior.checks import check, worst_offenders

SHAPE = (4, 2500)


def draws(seed=0, shape=SHAPE):
    return np.random.default_rng(seed).normal(size=shape)


def sticky(correlation, shape=SHAPE):
    """Chains that remember: an autoregression, effective size about n (1 - c) / (1 + c)."""
    noise, values = draws(1, shape), np.zeros(shape)
    for step in range(1, shape[1]):
        values[:, step] = correlation * values[:, step - 1] + noise[:, step]
    return values


def tree(posterior=None, **stats):
    values = {"free": draws(), "level": np.exp(draws())} | (posterior or {})
    shape = values["free"].shape
    found = {
        "energy": draws(7, shape),
        "diverging": np.zeros(shape, bool),
        "maxdepth_reached": np.zeros(shape, bool),
    } | stats
    groups = {"posterior": values, "sample_stats": found}
    return xr.DataTree.from_dict({name: dataset(group) for name, group in groups.items()})


def dataset(variables):
    return xr.Dataset(
        {
            name: (("chain", "draw", *[f"{name}{axis}" for axis in range(v.ndim - 2)]), v)
            for name, v in variables.items()
        }
    )


def gate(posterior=None, **stats):
    return check(tree(posterior, **stats), ["free"], ["level"])


def what(found):
    return [(each.what, each.name) for each in found.failures]


def test_independent_draws_pass():
    found = gate()
    assert found.passed
    assert found.diagnostics["max_rhat"] == pytest.approx(1.0, abs=0.002)
    # ESS of 10,000 independent draws, and R-hat that is not rounded
    assert 9000 < found.diagnostics["min_ess"] < 11000
    assert found.diagnostics["max_rhat"] != round(found.diagnostics["max_rhat"], 2)
    assert found.diagnostics["chains"] == 4
    assert found.diagnostics["draws"] == 2500


def test_energy_fraction_known_answer():
    # independent energies: E (e_t - e_(t-1))^2 / var = 2
    assert gate().diagnostics["min_bfmi"] == pytest.approx(2.0, abs=0.1)


def test_three_chains():
    found = check(tree({"free": draws()[:3], "level": draws()[:3]}), ["free"], ["level"])
    assert what(found) == [("chains", "all chains")]


def test_a_chain_elsewhere_fails_on_rhat():
    moved = draws()
    moved[0] += 0.5
    assert ("R-hat", "free") in what(gate({"free": moved}))


def test_rhat_bound_is_the_unrounded_1_01():
    # chosen so that R-hat is between 1.0100 and 1.0149: rounding to 2 decimals would pass it
    moved = draws()
    moved[0] += 0.4
    found = gate({"free": moved})
    assert 1.01 <= found.diagnostics["max_rhat"] < 1.0149
    assert not found.passed


def test_published_quantities_are_checked_too():
    moved = draws(3)
    moved[2] += 1
    assert ("R-hat", "level") in what(gate({"level": moved}))


def test_one_element_of_a_vector_is_enough():
    vector = np.stack([draws(1), draws(2), sticky(0.99)], axis=-1)
    assert ("bulk ESS", "free") in what(gate({"free": vector}))


def test_sticky_chains_fail_on_bulk_size():
    found = gate({"free": sticky(0.95)})
    assert ("bulk ESS", "free") in what(found)
    assert found.diagnostics["min_ess"] < 400


def test_tail_size_alone():
    # tails visited in one long stretch a chain: the bulk mixes, the 95 % quantile does not
    values = np.clip(draws(), -1, 1)
    values[:, 1000:1200] = 3 + 0.01 * draws(2)[:, 1000:1200]
    names = {each.what for each in gate({"level": values}).failures}
    assert "tail ESS" in names


def test_one_divergence():
    diverging = np.zeros(SHAPE, bool)
    diverging[3, 17] = True
    assert what(gate(diverging=diverging)) == [("divergences", "all chains")]


def test_energy_of_one_chain():
    energy = draws(7)
    energy[1] = sticky(0.95)[1]
    found = gate(energy=energy)
    assert what(found) == [("E-BFMI", "all chains")]
    assert found.diagnostics["min_bfmi"] < 0.3


@pytest.mark.parametrize(("n", "passed"), [(99, True), (100, False)])
def test_tree_depth_below_one_percent(n, passed):
    reached = np.zeros(10000, bool)
    reached[:n] = True
    assert gate(maxdepth_reached=reached.reshape(SHAPE)).passed is passed


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_one_draw_that_is_no_number(bad):
    values = draws()
    values[1, 5] = bad
    found = gate({"level": values})
    assert what(found) == [("NaN or infinite", "level")]
    assert found.failures[0].value == 1


def test_a_published_constant_has_converged():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert gate({"level": np.full(SHAPE, 3.0)}).passed


def test_a_free_parameter_that_never_moves_has_not():
    found = gate({"free": np.full(SHAPE, 3.0)})
    assert {each.what for each in found.failures} >= {"R-hat", "bulk ESS", "tail ESS"}


def test_table_of_the_worst():
    diverging = np.ones(SHAPE, bool)
    text = worst_offenders({"toy": gate({"free": sticky(0.99)}, diverging=diverging)}, n_rows=2)
    lines = text.splitlines()
    assert lines[0].split() == ["block", "check", "found", "accepted", "name"]
    assert lines[1].split()[:2] == ["toy", "R-hat"]
    assert lines[-1].startswith("... and ")
    assert text.isascii()
