"""What `forecast fit` tells, and what it writes with --ship."""

import json

import pytest
from planted.fitted import fitted

from forecast.errors import UsageError
from forecast.posterior import blocks, checks, keys, report, store
from forecast.posterior.summary import read_summary


@pytest.fixture
def ask(monkeypatch, toy_block, toy_beliefs, toy_tables, empty_priors):
    for module in (blocks, report):
        monkeypatch.setattr(module, "BLOCKS", (toy_block,))

    def fit_report(**more):
        return report.fit_report(toy_beliefs, toy_tables, 1, empty_priors, **more)

    return fit_report


def test_diagnostics(ask, fits, toy_block, toy_beliefs, toy_tables):
    found = ask()
    assert found["gate"] == {"passed": True, "failures": []}
    assert found["blocks"] == [
        {
            "block": "toy",
            "key": keys.block_key(toy_block, toy_beliefs, toy_tables),
            "draws": 100,
            "max_rhat": 1.001,
            "min_ess": 800.0,
            "seconds": 2.0,
            "gate_passed": True,
        }
    ]


def test_always_afresh_and_kept_for_the_next_run(ask, fits, empty_priors):
    key = ask()["blocks"][0]["key"]
    assert ask(blocks=("toy",))["blocks"][0]["key"] == key
    assert fits == [["toy"], ["toy"]]
    assert store.find("toy", key, empty_priors)[1] == "cache"


def test_unknown_block(ask, fits):
    with pytest.raises(UsageError, match="no block 'toys'; blocks: toy"):
        ask(blocks=("toys",))


def test_a_failed_check_is_reported_and_nothing_is_written(ask, monkeypatch, empty_priors):
    bad = checks.Failure("R-hat", "toy_level", 1.23, "< 1.01")
    monkeypatch.setattr(
        "forecast.posterior.fit.fit_blocks", lambda *a: {"toy": fitted("toy", [bad])}
    )
    found = ask(ship=True)
    assert found["gate"] == {
        "passed": False,
        "failures": [{"what": "R-hat", "name": "toy_level", "value": 1.23, "bound": "< 1.01"}],
    }
    assert not found["blocks"][0]["gate_passed"]
    assert list((empty_priors / "posterior").iterdir()) == []
    assert not (store.cache_folder() / "posterior").exists()


def test_shipping(ask, fits, empty_priors):
    key = ask(ship=True)["blocks"][0]["key"]
    folder = empty_priors / "posterior"
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["summary.json", "toy.nc", "toy.nc.sha256"]
    summary = read_summary(empty_priors)
    assert set(summary["quantities"]) == {"toy_level", "toy_growth"}
    assert summary["blocks"]["toy"]["key"] == key
    assert summary["quantities"]["toy_level"]["prior"] == {"q05": 1.0, "q50": 2.0, "q95": 5.0}
    assert store.find("toy", key, empty_priors)[1] == "shipped"
    assert json.loads((folder / "summary.json").read_text()) == summary


def test_a_block_that_ships_already_stays_in_the_summary(ask, fits, empty_priors, toy_beliefs):
    ask(ship=True)
    second = report.as_stored({"second": fitted("second")}, {"second": "k"}, toy_beliefs)
    report.write_shipped(second, toy_beliefs, empty_priors)
    assert set(read_summary(empty_priors)["blocks"]) == {"toy", "second"}
