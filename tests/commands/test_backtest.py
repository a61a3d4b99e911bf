"""forecast backtest: origins, output in the stated shape, the text."""

import datetime
import json
import time

import pytest

from forecast.cli import main
from forecast.commands.backtest import origins_of
from forecast.errors import UsageError
from tests.commands.schemas import validate


def test_origins_are_dates_of_the_past_in_order():
    days = origins_of("2024-01-01, 2022-01-01,2024-01-01")
    assert days == (datetime.date(2022, 1, 1), datetime.date(2024, 1, 1))
    for text in ("2024-13-01", "soon", "", "2999-01-01"):
        with pytest.raises(UsageError, match="--origins"):
            origins_of(text)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a clock that can be moved")
@pytest.mark.parametrize("zone", ["EAST-14", "WEST+12"])
def test_the_past_ends_with_the_day_in_utc_wherever_one_is(zone, monkeypatch):
    today = datetime.datetime.now(datetime.UTC).date()
    yesterday = today - datetime.timedelta(days=1)
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        assert origins_of(yesterday.isoformat()) == (yesterday,)
        with pytest.raises(UsageError, match="has not been followed"):
            origins_of(today.isoformat())
    time.tzset()


def test_an_unknown_target_is_told_with_those_there_are(capsys):
    assert main(["backtest", "--targets", "stocks", "--origins", "2024-01-01"]) == 2
    assert "stock" in capsys.readouterr().err


@pytest.mark.slow
def test_a_refit_is_scored_beside_baselines_and_rivals(capsys, monkeypatch, tmp_path):
    from forecast.pipeline.backtest import refits
    from forecast.posterior.sampler import Sampler

    monkeypatch.setenv("FORECAST_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(refits.refit_all, "__defaults__", (None, Sampler(2, 100, 100, 0.9, 10)))
    command = ["backtest", "--targets", "algorithmic_gain", "--origins", "2025-01-01", "--quiet"]
    assert main([*command, "--json", "--out", str(tmp_path / "out")]) == 0
    text = capsys.readouterr().out
    document = json.loads(text)
    validate(document)
    models = {row["model"] for row in document["scores"]}
    assert models == {
        "forecast",
        "persistence",
        "loglinear",
        "bio_anchors_2.5_years_algorithms",
    }
    assert json.loads((tmp_path / "out" / "backtest.json").read_text()) == document
    assert main([*command, "--json"]) == 0  # from the cache
    assert capsys.readouterr().out == text
    assert main(command) == 0
    assert "algorithmic_gain" in capsys.readouterr().out
