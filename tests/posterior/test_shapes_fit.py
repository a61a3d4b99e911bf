"""A mixture whose draws carry their shape, in proportion and without a period."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.posterior.checks import Failure, Gate
from forecast.posterior.drawn import Drawn
from forecast.posterior.sampler import SAMPLER
from forecast.posterior.shapes import STOCK
from forecast.posterior.shapes_fit import draws_of, mixed, turns

NAMES = ("shipments_h100e", "shipments_slowing_years", "shipments_long_run_growth_per_year")


def fit(level, n_draws, ess=1000.0, rhat=1.001, failures=()):
    """Draws numbered within each chain, the chain in the thousands, at a level of their own."""
    number = level + 1000.0 * np.arange(4)[:, None] + np.arange(n_draws)
    by_name = {name: {"rhat": rhat, "ess_bulk": ess, "ess_tail": ess / 2} for name in NAMES}
    diagnostics = {"chains": 4.0, "draws": float(n_draws), "max_rhat": rhat, "min_ess": ess / 2}
    gate = Gate(tuple(failures), diagnostics | {"divergences": len(failures)}, by_name)
    sampler = replace(SAMPLER, draws=n_draws)
    return Drawn(dict.fromkeys(NAMES, number), gate, sampler)


def test_draws_in_proportion():
    assert draws_of((0.2, 0.55, 0.25), 2500) == [500, 1375, 625]
    assert draws_of((0.0, 1.0, 0.0), 7) == [0, 7, 0]
    assert sum(draws_of((1 / 3, 1 / 3, 1 / 3), 2500)) == 2500


@pytest.mark.parametrize("every", [2, 3, 5, 7])
def test_who_keeps_every_kth_draw_sees_all_shapes_in_proportion(every):
    kept = turns([500, 1500, 500])[::every]
    shares = np.bincount(kept) / len(kept)
    np.testing.assert_allclose(shares, [0.2, 0.6, 0.2], atol=0.06)


def test_the_first_draws_see_all_shapes():
    assert np.bincount(turns([500, 1500, 500])[:100], minlength=3) == pytest.approx(
        [20, 60, 20], abs=2
    )


def test_chains_stay_chains_in_order_and_shapes_keep_their_numbers():
    found = mixed([fit(1e5, 4), fit(2e5, 6), fit(3e5, 4)], [2, 6, 2], STOCK)
    values, shape = found.values["shipments_h100e"], found.values["stock_shape"]
    assert values.shape == (4, 10)
    np.testing.assert_array_equal(values // 1e5 - 1, shape)
    np.testing.assert_array_equal(values % 1e5 // 1e3, np.arange(4)[:, None] * np.ones(10))
    for k in range(3):
        assert (np.diff(values[0][shape[0] == k]) > 0).all()
    held = found.values["shipments_slowing_years"]
    assert (held[shape == 0] == 1e6).all()
    assert (held[shape == 1] < 1e6).all()
    assert (found.values["shipments_long_run_growth_per_year"][shape == 2] == 1.0).all()


def test_effective_size_is_put_together_from_the_fits():
    # means with weights 0.2, 0.6, 0.2; half of the draws of the first and last fit are taken
    found = mixed([fit(0.0, 400), fit(0.0, 600), fit(0.0, 400)], [200, 600, 200], STOCK).gate
    expected = 1 / (2 * 0.2**2 / 500 + 0.6**2 / 1000)
    assert found.by_name["shipments_h100e"]["ess_bulk"] == pytest.approx(expected)
    assert found.by_name["stock_shape"]["ess_bulk"] == 4000.0
    assert found.passed
    assert found.diagnostics["draws"] == 1000.0


def test_one_bad_fit_refuses_all():
    bad = fit(0.0, 400, rhat=1.2, failures=[Failure("R-hat", "x", 1.2, "< 1.01")])
    gate = mixed([fit(0.0, 400), bad, fit(0.0, 400)], [100, 300, 100], STOCK).gate
    assert [each.name for each in gate.failures] == ["x (slowing)"]
    assert gate.diagnostics["max_rhat"] == 1.2
    assert gate.diagnostics["divergences"] == 1


def test_a_mixture_of_too_few_effective_draws_is_refused():
    thin = [fit(0.0, 4000, ess=810.0) for _ in range(3)]  # each passes alone
    gate = mixed(thin, [40, 40, 40], STOCK).gate
    assert {each.what for each in gate.failures} == {
        "ess_bulk of the mixture",
        "ess_tail of the mixture",
    }
