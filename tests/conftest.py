"""Shared real inputs: the project's own cards, drawn from their priors."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
PRIORS = ROOT / "priors"
AS_OF = datetime.date(2026, 11, 24)
START = 2026.0 + 325 / 365
RUN_DRAWS = 2000
SCENARIOS = ("baseline", "arrival_2035", "metaculus_agi_alone")

# Many containers forbid bytecode. Then every worker would compile 450 test files anew, and every
# process started by a test the whole package: seconds each. It lands in __pycache__, as ever.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items):
    """Files with slow tests first: the short ones at the end leave no core idle for long."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def priors_dir() -> Path:
    return PRIORS


@pytest.fixture(scope="session")
def few_scenarios(priors_dir, tmp_path_factory):
    """A copy of the priors with three scenarios: half the time of a publication goes to all."""
    place = shutil.copytree(priors_dir, tmp_path_factory.mktemp("few") / "priors")
    for path in (place / "scenarios").iterdir():
        if path.stem not in SCENARIOS:
            path.unlink()
    return place


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A function from a name and a maker to a folder that the first worker to ask fills for all."""
    from filelock import FileLock

    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name, make):
        place, done = base / name, base / f"{name}.done"
        with FileLock(base / f"{name}.lock"):
            if not done.exists():
                place.mkdir()
                make(place)
                done.touch()
        return place

    return once


@pytest.fixture(scope="session")
def base_beliefs():
    from forecast.inputs.cards import load_cards
    from forecast.inputs.scenarios import beliefs

    return beliefs(load_cards(PRIORS), AS_OF)


@pytest.fixture(scope="session")
def prior_draws(base_beliefs):
    """A function from n and seed to kernel records drawn from the cards alone."""
    from forecast.kernel.inputs import INPUT_DTYPE, INPUT_NAMES

    def draw(n: int, seed: int = 0) -> np.ndarray:
        rng = np.random.default_rng(seed)
        rows = np.empty(n, dtype=INPUT_DTYPE)
        for name in INPUT_NAMES:
            score = rng.standard_normal(n)
            if name == "human_level_date":
                rows[name] = START + 8.0 * np.exp(0.8 * score)
            elif name == "serving_error_score":
                rows[name] = score
            else:
                rows[name] = base_beliefs[name].quantile_of_score(score)
        # Priors alone allow shipments (and windows) that fell until today and grow ever after; the
        # slowing shape, run back, then explodes. The observations exclude it; so do these draws.
        for level in ("shipments", "context_window"):
            today, long_run = f"{level}_growth_per_year", f"{level}_long_run_growth_per_year"
            rows[today] = np.maximum(rows[today], rows[long_run])
        return rows

    return draw


@pytest.fixture(scope="session")
def run(priors_dir):
    """The first draws of a real run on the shipped posterior, and the inputs of the run."""
    from forecast.inputs.questions import all_cases
    from forecast.kernel.block import record
    from forecast.pipeline.joint_draws import block_drawer
    from forecast.pipeline.request import Request
    from forecast.pipeline.run import load_inputs
    from forecast.pipeline.sample import EXTRA_NAMES, Sample
    from forecast.posterior.obtain import posterior_for

    request = Request(AS_OF, None, (), RUN_DRAWS, 7, priors_dir)
    inputs = load_inputs(request)
    posterior, _ = posterior_for(inputs.base, inputs.tables, 7, priors_dir, None)
    draws = block_drawer(request, inputs, posterior)(0)
    extra = {name: draws[name][:RUN_DRAWS] for name in EXTRA_NAMES}
    first = np.full((RUN_DRAWS, len(all_cases())), np.inf)
    return Sample(record(draws, RUN_DRAWS), extra, first, request.start_year(), RUN_DRAWS), inputs


@pytest.fixture(autouse=True, scope="session")
def _read_once():
    from tests.read_once import read_once

    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture
def reads_anew(monkeypatch):
    """For tests of how long reading takes."""
    from tests.read_once import read_anew

    read_anew(monkeypatch)


@pytest.fixture(autouse=True)
def _no_display(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")


@pytest.fixture
def empty_cache(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("FORECAST_CACHE_DIR", folder)
        yield Path(folder)


os.environ.setdefault("NO_COLOR", "1")
