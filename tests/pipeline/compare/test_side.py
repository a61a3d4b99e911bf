"""What a side of a comparison lacks of what today's code reads."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from forecast.errors import ForecastError
from forecast.inputs.evidence import load_table
from forecast.pipeline.compare.side import filled, refuse_unknown_noise
from forecast.pipeline.request import Inputs

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def today(priors_dir, base_beliefs):
    tables = {name: load_table(priors_dir, name, TODAY) for name in ("context_windows", "moe")}
    return Inputs(base_beliefs.cards, tables, base_beliefs, base_beliefs)


def test_a_table_that_is_lacking_is_taken_from_today(today):
    older = replace(today, tables={"moe": today.tables["moe"]})
    found, names = filled(older, today)
    assert names == ["context_windows"]
    assert found.tables.keys() == today.tables.keys()


def test_a_data_card_without_a_noise_prior_that_todays_gives_cannot_be_fitted(today):
    table = today.tables["context_windows"]
    *kept, last = table.card.nuisance_tables
    older_card = replace(table.card, nuisance_tables=tuple(kept))
    tables = today.tables | {"context_windows": replace(table, card=older_card)}
    with pytest.raises(ForecastError, match=rf"no prior of {last['name']} \(context_windows\)"):
        refuse_unknown_noise(replace(today, tables=tables), today)
    refuse_unknown_noise(today, replace(today, tables=tables))
