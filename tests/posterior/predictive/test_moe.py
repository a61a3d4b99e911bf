"""The dense equal of a mixture, by hand."""

import numpy as np
import pytest

from forecast.posterior.predictive import moe as module


@pytest.fixture
def draws(constant):
    return constant(active_ratio=0.3, stored_ratio=2.0)


def mixture(row_of, **cells):
    return row_of("moe", **({"model": "new", "n_total_parameters": 24e9} | cells))


def test_the_geometric_mean_counts(draws, context_of, row_of, rng):
    row = mixture(row_of, n_active_parameters=4e9, n_dense_equivalent_parameters=13e9)
    (found,) = module.predict([row], draws, context_of(), rng)
    assert found.draws == pytest.approx(np.sqrt(4e9 * 24e9 / 0.6))
    assert found.observed == 13e9


def test_a_stated_share_of_computation_stands_for_what_is_used(draws, context_of, row_of, rng):
    row = mixture(row_of, basis="as a dense model at 30% of computation")
    (found,) = module.predict([row], draws, context_of(), rng)
    assert found.draws == pytest.approx(0.3 * 24e9 / 0.6)
    assert found.observed is None


def test_what_lacks_both_says_so(draws, context_of, row_of, rng):
    (found,) = module.predict([mixture(row_of)], draws, context_of(), rng)
    assert found.startswith("not in the row: n_active_parameters")
