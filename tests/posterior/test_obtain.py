"""Stored if it can be, fitted if it must be, refused if it does not pass."""

import numpy as np
import pytest
from planted.fitted import fitted

from forecast.errors import ForecastError, GateRefused
from forecast.posterior import checks, fit, keys, obtain, store
from forecast.posterior.blocks import Block


@pytest.fixture
def ask(toy_block, toy_beliefs, toy_tables, empty_priors):
    def posterior_for(**more):
        arguments = {"blocks": (toy_block,), "beliefs": toy_beliefs} | more
        beliefs = arguments.pop("beliefs")
        return obtain.posterior_for(beliefs, toy_tables, 1, empty_priors, **arguments)

    return posterior_for


def test_fitted_once_then_taken_from_the_cache(ask, fits):
    first, how = ask()
    second, how_again = ask()
    assert fits == [["toy"]]
    assert (how[0]["source"], how_again[0]["source"]) == ("fitted", "cache")
    # rounding happens before the first use, so that the cache changes no digit
    for name, values in first.scalars.items():
        np.testing.assert_array_equal(second.scalars[name], values)
    np.testing.assert_array_equal(first.vectors["toy_effect"], second.vectors["toy_effect"])


def test_provenance(ask, fits, toy_block, toy_beliefs, toy_tables):
    _, (record,) = ask()
    day = record.pop("fitted_on")
    assert len(day) == 10
    assert record == {
        "block": "toy",
        "key": keys.block_key(toy_block, toy_beliefs, toy_tables),
        "source": "fitted",
        "draws": 100,
        "max_rhat": 1.001,
        "min_ess": 800.0,
        "gate_passed": True,
    }


def test_a_changed_belief_is_fitted_again(ask, fits, toy_beliefs):
    ask()
    ask(beliefs=toy_beliefs | {"toy_level": toy_beliefs["toy_growth"]})
    ask(beliefs=toy_beliefs | {"unrelated": toy_beliefs["toy_growth"]})
    assert fits == [["toy"], ["toy"]]


def test_only_what_is_missing_is_fitted(ask, fits, toy_block):
    ask()
    _, records = ask(blocks=(toy_block, Block("second", ("planted.toy",))))
    assert fits == [["toy"], ["second"]]
    assert [each["source"] for each in records] == ["cache", "fitted"]


def test_a_damaged_cache_is_fitted_again(ask, fits):
    first, _ = ask()
    (path,) = (store.cache_folder() / "posterior").glob("*.nc")
    path.write_bytes(path.read_bytes()[:100])
    with pytest.warns(store.PosteriorWarning, match="is not used"):
        again, (record,) = ask()
    assert record["source"] == "fitted"
    np.testing.assert_array_equal(first.scalars["toy_level"], again.scalars["toy_level"])


def test_fitting_may_be_forbidden(ask, fits):
    with pytest.raises(ForecastError, match="no stored posterior for toy; run: forecast fit"):
        ask(allow_fit=False)
    assert fits == []


def test_a_failed_check_stores_nothing_and_names_the_worst(ask, monkeypatch, toy_block):
    bad = checks.Failure("R-hat", "toy_level", 1.23, "< 1.01")

    def fit_blocks(blocks, *rest):
        return {block.name: fitted(block.name, [bad][: block.name == "second"]) for block in blocks}

    monkeypatch.setattr(fit, "fit_blocks", fit_blocks)
    with pytest.raises(GateRefused, match=r"second +R-hat +1\.23 +< 1\.01 +toy_level") as caught:
        ask(blocks=(toy_block, Block("second", ("planted.toy",))))
    assert caught.value.exit_code == 4
    assert not (store.cache_folder() / "posterior").exists()


def test_a_cache_that_cannot_be_written(ask, fits, tmp_path, monkeypatch):
    (tmp_path / "a_file").write_text("")
    monkeypatch.setenv("FORECAST_CACHE_DIR", str(tmp_path / "a_file"))
    with pytest.warns(store.PosteriorWarning, match="not kept"):
        posterior, _ = ask()
    assert posterior.n_rows == 100


@pytest.mark.slow
def test_for_real(ask, toy_fit):
    posterior, (record,) = ask()
    assert record["gate_passed"]
    assert record["draws"] == 10_000
    np.testing.assert_allclose(
        posterior.scalars["toy_growth"], toy_fit.values["toy_growth"].ravel(), rtol=1e-4
    )
