"""Draws that are the same number in every row, so that a formula can be written out beside them."""

import datetime

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.locations import default_priors
from forecast.posterior.predicting import Context

N = 400


@pytest.fixture(scope="session")
def tables():
    return load_evidence(default_priors())


@pytest.fixture
def context_of(tables):
    def make(**labels):
        day = datetime.date(2026, 11, 24)
        return Context(tables, {}, default_priors(), day, labels)

    return make


@pytest.fixture
def constant():
    """Draws from numbers: a list is a vector of as many items."""

    def repeated(value):
        one = np.asarray(value, dtype=float)
        return np.broadcast_to(one, (N, *one.shape)).copy()

    def make(**values):
        return {name: repeated(value) for name, value in values.items()}

    return make


@pytest.fixture
def row_of(tables):
    """A row of a data set with the given cells, the others empty."""

    def make(dataset, **cells):
        blank = dict.fromkeys(tables[dataset].card.column_names)
        assert set(cells) <= set(blank)
        return blank | cells

    return make


@pytest.fixture
def rng():
    return np.random.default_rng(5)
