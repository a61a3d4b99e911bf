import datetime

import pytest

import forecast as fc
from forecast.errors import InputError
from forecast.scripting.running import date_of


def test_dates_as_scripts_give_them():
    day = datetime.date(2026, 11, 24)
    assert date_of("2026-11-24") == date_of(day) == day
    assert date_of(None) == datetime.datetime.now(datetime.UTC).date()


def test_a_belief_that_is_none_is_named():
    with pytest.raises(InputError, match="human_level_dat"):
        fc.run(set={"human_level_dat": 2030}, draws=100, as_of="2026-11-24")


def test_a_vintage_that_is_none_is_refused():
    with pytest.raises(InputError, match="accepted: published, observable"):
        fc.run(vintage="published_on", draws=100, as_of="2026-11-24")


def test_the_vintage_reaches_the_run(monkeypatch):
    asked = []
    monkeypatch.setattr("forecast.pipeline.run_forecast", asked.append)
    fc.run(vintage="observable", draws=100, as_of="2026-11-24")
    assert [request.vintage for request in asked] == ["observable"]
