"""Which statements enter once, and how a series grows."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import token_volume


@pytest.fixture(scope="module")
def table(priors_dir):
    return token_volume.select(load_table(priors_dir, "token_volume"), {})


def test_each_statement_about_tokens_enters_once(table):
    assert len(table) == 21
    assert set(table.column("quantity")) == set(token_volume.QUANTITIES)
    told = [row["statement_id"] for row in table.rows if row["statement_id"]]
    assert len(told) == len(set(told)) == 4


def test_estimates_of_a_blog_stay_out(table):
    names = {token_volume.series(row["entity"]) for row in table.rows}
    assert "Groq" not in names
    assert "OpenAI (ChatGPT + API)" not in names
    assert (
        sum(token_volume.series(e) == "Google (all surfaces)" for e in table.column("entity")) == 5
    )


def test_levels_and_pace_are_those_of_the_series():
    terms = {
        "tokens_per_day_growth_per_year": 4.0,
        "tokens_per_day_long_run_growth_per_year": 4.0,
        "tokens_per_day_slowing_years": 2.0,
    }
    noise = {"token_volume_log_level": 30.0, "level": 1.0, "pace": np.log(0.5)}
    found = token_volume.log_tokens(terms, noise, np.array([0.0, -1.0]))
    np.testing.assert_allclose(found, [31.0, 31.0 - np.log(2.0)])
