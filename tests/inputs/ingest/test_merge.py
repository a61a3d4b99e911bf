"""Evidence against rows of a feed: new, unchanged, changed, in conflict, renamed."""

import datetime
from dataclasses import replace

import pytest

from forecast.inputs.evidence import load_aliases, load_table
from forecast.inputs.ingest.merge import accepted, merge
from forecast.inputs.ingest.rows import Edition, FeedRow

TODAY = datetime.date(2026, 11, 24)
EDITION = Edition(TODAY)


@pytest.fixture(scope="module")
def stock(priors_dir):
    return load_table(priors_dir, "compute_stock")


@pytest.fixture(scope="module")
def prices(priors_dir):
    return load_table(priors_dir, "llm_prices")


def plan_of(table, *rows, edition=EDITION, aliases=None):
    return merge(table, [FeedRow(i + 2, row) for i, row in enumerate(rows)], aliases, edition)


def sizes(plan):
    return len(plan.new), len(plan.changed), len(plan.conflicts), plan.unchanged, plan.superseded


def count(stock, **other):
    row = next(
        row
        for row in stock.rows
        if row["quantity"] == "cumulative_h100e" and row["scope"].startswith("NVIDIA data-centre")
    )
    return {**row, "published_on": TODAY, **other}


def price(**other):
    return {
        "observed_on": TODAY,
        "published_on": TODAY,
        "provider": "Anthropic",
        "model": "claude-haiku-4-5",
        "price_plan": "standard",
        "usd_per_million_input_tokens": 1.0,
        "usd_per_million_output_tokens": 5.0,
        "usd_per_million_tokens_blended_3to1": 2.0,
        "source_title": "genai-prices 9, read on a day",
        **other,
    }


def test_what_is_known_is_unchanged_whatever_its_edition(stock):
    assert sizes(plan_of(stock, *stock.rows)) == (0, 0, 0, len(stock), 0)
    later = "Epoch AI, epoch-research/ai-chip-counts@fffffff:other/file.csv"
    assert sizes(plan_of(stock, count(stock, source_title=later))) == (0, 0, 0, 1, 0)


def test_another_day_is_new_and_only_once(stock):
    row = count(stock, observed_on=datetime.date(2026, 6, 30), value=2.1e7)
    assert sizes(plan_of(stock, row, row)) == (1, 0, 0, 1, 0)


def test_a_changed_value_is_a_revision_under_the_same_key(stock):
    old = count(stock)
    plan = plan_of(
        stock, count(stock, value=9e9, source_title="Epoch AI, epoch-research/ai-chip-counts")
    )
    (change,) = plan.changed
    assert change.columns == ("value",)
    assert [change.now.cells[name] for name in stock.card.key] == [
        old[name] for name in stock.card.key
    ]
    assert change.now.cells["published_on"] == TODAY
    assert change.now.cells["low"] == old["low"]


def test_the_same_date_of_publication_is_a_conflict_until_accepted(stock):
    published = next(iter(stock.rows))["published_on"]
    plan = plan_of(stock, count(stock, value=9e9, published_on=published))
    assert sizes(plan) == (0, 0, 1, 0, 0)
    after = accepted(plan, stock, EDITION)
    assert sizes(after) == (0, 1, 0, 0, 0)
    assert after.changed[0].now.cells["published_on"] == TODAY
    assert after.changed[0].now.cells["published_on_basis"] == "retrieval_date"
    same_day = Edition(published)
    assert sizes(accepted(plan, stock, same_day)) == (0, 0, 1, 0, 0)


def test_an_older_edition_changes_nothing(stock):
    early = count(stock, value=9e9, published_on=datetime.date(2025, 1, 1))
    assert sizes(plan_of(stock, early)) == (0, 0, 0, 0, 1)


def test_an_older_edition_that_was_known_is_unchanged(stock):
    old = next(row for row in stock.rows if row["quantity"] == "cumulative_h100e")
    revised = {**old, "value": 2 * old["value"], "published_on": TODAY}
    assert sizes(plan_of(replace(stock, rows=(*stock.rows, revised)), old)) == (0, 0, 0, 1, 0)


def test_a_row_that_people_doubt_is_a_conflict(priors_dir):
    chips = load_table(priors_dir, "accelerators")
    doubted = next(row for row in chips.rows if row["doubt"])
    row = {**doubted, "tdp_w": 1.0, "published_on": TODAY}
    plan = plan_of(chips, row)
    assert sizes(plan) == (0, 0, 1, 0, 0)
    assert doubted["doubt"] in plan.conflicts[0].reason


def test_another_spelling_of_a_chip_is_the_same_chip(priors_dir):
    chips = load_table(priors_dir, "accelerators")
    aliases = load_aliases(priors_dir, chips)
    known = aliases.resolve("NVIDIA H100")
    row = {**known, "accelerator": "NVIDIA H100", "published_on": TODAY}
    plan = plan_of(chips, row, aliases=aliases)
    assert sizes(plan) == (0, 0, 0, 1, 0)
    assert plan.renamed == {"NVIDIA H100": known["accelerator"]}
    assert sizes(plan_of(chips, row)) == (1, 0, 0, 0, 0)  # without aliases it would double


@pytest.mark.parametrize(
    "name",
    [
        "claude-haiku-4-5",
        "anthropic/Claude-Haiku-4.5",
        "claude-haiku-4-5-20251001",
        "claude-haiku-4-5-latest",
    ],
)
def test_a_renamed_model_at_its_price_is_not_doubled(prices, name):
    assert sizes(plan_of(prices, price(model=name))) == (0, 0, 0, 1, 0)


def test_a_price_that_changes_is_a_new_row_from_its_day_on(prices):
    cheaper = price(usd_per_million_input_tokens=0.5, usd_per_million_tokens_blended_3to1=1.625)
    assert sizes(plan_of(prices, cheaper, cheaper)) == (1, 0, 0, 1, 0)


def test_a_price_of_before_that_comes_back_is_new(prices):
    day = datetime.date(2026, 11, 1)
    cheaper = price(observed_on=day, usd_per_million_input_tokens=0.5)
    cheaper["usd_per_million_tokens_blended_3to1"] = 1.625
    table = replace(prices, rows=(*prices.rows, cheaper))
    assert sizes(plan_of(table, price(source_title="litellm 1"))) == (1, 0, 0, 0, 0)


def test_two_catalogues_that_disagree_do_not_take_turns(prices):
    ours = price(observed_on=datetime.date(2026, 11, 1))
    theirs = price(
        observed_on=datetime.date(2026, 11, 2),
        usd_per_million_input_tokens=3.0,
        usd_per_million_tokens_blended_3to1=3.5,
        source_title="litellm 1",
    )
    table = replace(prices, rows=(*prices.rows, ours, theirs))
    again = {**theirs, "observed_on": TODAY}
    assert sizes(plan_of(table, price(), again)) == (0, 0, 0, 2, 0)


def test_two_prices_from_one_day_are_a_conflict(prices):
    other = price(usd_per_million_input_tokens=3.0, usd_per_million_tokens_blended_3to1=3.5)
    dearer = price(usd_per_million_input_tokens=4.0, usd_per_million_tokens_blended_3to1=4.25)
    plan = plan_of(prices, other, dearer)
    assert sizes(plan) == (1, 0, 1, 0, 0)
    assert sizes(accepted(plan, prices, EDITION)) == (1, 1, 0, 0, 0)


def test_a_row_without_its_dates_is_left_to_the_reader(prices):
    assert sizes(plan_of(prices, price(observed_on=None))) == (1, 0, 0, 0, 0)
