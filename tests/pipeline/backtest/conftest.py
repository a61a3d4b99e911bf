"""All cards and rows, read once."""

import datetime
from pathlib import Path

import pytest

from forecast.pipeline.backtest.origins import load_all, origin_of

PRIORS = Path(__file__).parents[3] / "priors"


@pytest.fixture(scope="session")
def everything():
    return load_all(PRIORS)


@pytest.fixture(scope="session")
def tables(everything):
    return everything[1]


@pytest.fixture(scope="session")
def origin_on(everything):
    return lambda *day: origin_of(datetime.date(*day), *everything)
