"""A block of two quantities with a known truth, and a cache folder of its own for every test."""

import sys
from pathlib import Path

import numpy as np
import pytest

HERE = str(Path(__file__).parent)
if HERE not in sys.path:  # `planted` is found by name, also in processes started from here
    sys.path.insert(0, HERE)

from planted.tables import TRUTH, ToyCard, ToyTable  # noqa: E402

from forecast.inputs.distributions import LogNormal  # noqa: E402
from forecast.posterior.blocks import Block  # noqa: E402
from forecast.posterior.sampler import Sampler  # noqa: E402


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("FORECAST_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def toy_block():
    return _block()


def _block():
    return Block("toy", ("planted.toy",))


@pytest.fixture
def toy_beliefs():
    return _beliefs()


def _beliefs():
    return {
        "toy_level": LogNormal(p05=1.0, p50=2.0, p95=5.0),
        "toy_growth": LogNormal(p05=1.0, p50=1.2, p95=1.5),
        "unrelated": LogNormal(p05=1.0, p50=2.0, p95=4.0),
    }


@pytest.fixture
def toy_tables():
    return _tables()


def _tables():
    """Thirty rows that follow the truth to within 5 %."""
    rng = np.random.default_rng(20)
    year = np.linspace(-5.0, 1.0, 30)
    trend = np.log(TRUTH["toy_level"]) + np.log(TRUTH["toy_growth"]) * year
    log_value = trend + TRUTH["toy_scatter"] * rng.normal(size=30)
    rows = tuple(
        {"value": float(value), "year": float(at), "group": float(index % 3)}
        for index, (value, at) in enumerate(zip(np.exp(log_value), year, strict=True))
    )
    card = ToyCard({"toy_scatter": LogNormal(p05=0.02, p50=0.1, p95=0.4)})
    other = ToyTable("other", ToyCard({}), ({"value": 1.0},))
    return {"toy": ToyTable("toy", card, rows), "other": other}


@pytest.fixture(scope="session")
def toy_fit():
    """The toy block, fitted in full once; compiling is what takes the time."""
    from forecast.posterior.fit import fit_block

    return fit_block(_block(), _beliefs(), _tables(), seed=1, cores=2)


@pytest.fixture
def quick():
    """Enough to see that the machinery works, not enough to publish."""
    return Sampler(chains=4, draws=300, tune=300, target_accept=0.9, max_depth=10)


@pytest.fixture
def empty_priors(tmp_path):
    (tmp_path / "priors" / "posterior").mkdir(parents=True)
    return tmp_path / "priors"


@pytest.fixture
def fits(monkeypatch):
    """Replaces the sampler; the list of what it was asked to fit."""
    asked = []

    def fit_blocks(blocks, beliefs, tables, seed, progress, sampler):
        from planted.fitted import fitted

        asked.append([block.name for block in blocks])
        return {block.name: fitted(block.name) for block in blocks}

    monkeypatch.setattr("forecast.posterior.fit.fit_blocks", fit_blocks)
    return asked
