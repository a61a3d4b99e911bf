"""On the shipped posterior what is observed of today lies inside, or a decision says why not."""

from pathlib import Path

import pytest

from forecast.pipeline.answers.nowcast import answer

DECISIONS = Path(__file__).parents[2] / "reports" / "decisions"


@pytest.fixture(scope="module")
def rows(run):
    return {row["quantity"]: row for row in answer(*run)}


@pytest.mark.parametrize(
    "quantity",
    [
        "tokens_per_day",
        "tokens_per_day_google",
        "usd_per_million_output_tokens",
        "usd_per_million_tokens_blended_3to1",
        "usd_per_million_tokens_blended_3to1_deepseek_v3",
    ],
)
def test_what_is_observed_is_inside_or_explained(rows, quantity):
    explained = [p for p in DECISIONS.glob("*-nowcast.md") if quantity in p.read_text()]
    assert rows[quantity]["inside"] or explained


def test_the_model_says_more_than_is_published(rows):
    """A sum over six companies is a lower bound: our median lies above it, not below."""
    row = rows["tokens_per_day"]
    assert 1.0 < row["q50"] / row["observed"] < 20.0


def test_a_model_of_known_size_is_sold_above_what_it_costs_to_serve(rows):
    row = rows["usd_per_million_tokens_blended_3to1_deepseek_v3"]
    assert 1.0 < row["observed"] / row["q50"] < 4.0
    assert row["q90"] / row["q10"] < 15.0  # narrower than that of a model of unknown size
