"""Whatever a feed says, saying it again changes nothing, and what was known stays known."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.inputs.evidence import known_on, load_table
from forecast.inputs.ingest.merge import accepted, merge
from forecast.inputs.ingest.rows import Edition, FeedRow

FIRST = datetime.date(2026, 11, 1)
NAMES = ("gpt-4o", "openai/gpt-4o", "GPT-4o-latest", "gpt-4o-2024-08-06", "gpt-4o-mini", "o9")
CATALOGUES = ("genai-prices 1, read on a day", "litellm 1")


@st.composite
def offers(draw):
    read, written = draw(st.sampled_from([(1.0, 2.0), (2.5, 10.0), (3.0, 9.0)]))
    day = FIRST + datetime.timedelta(draw(st.integers(0, 3)))
    return {
        "observed_on": day,
        "published_on": day,
        "provider": "OpenAI",
        "model": draw(st.sampled_from(NAMES)),
        "price_plan": "standard",
        "usd_per_million_input_tokens": read,
        "usd_per_million_output_tokens": written,
        "usd_per_million_tokens_blended_3to1": (3 * read + written) / 4,
        "source_title": draw(st.sampled_from(CATALOGUES)),
    }


@st.composite
def counts(draw):
    return {
        "observed_on": datetime.date(2026, 3, 31),
        "published_on": FIRST + datetime.timedelta(draw(st.integers(0, 3))),
        "quantity": draw(st.sampled_from(["cumulative_h100e", "Cumulative H100e"])),
        "scope": "NVIDIA",
        "value": draw(st.sampled_from([1.0, 2.0, 3.0])),
        "source_title": draw(st.sampled_from(["Epoch AI@a:x.csv", "Epoch AI (copy of b)"])),
    }


CASES = {"llm_prices": offers(), "compute_stock": counts()}
NAMED = (pytest.param("llm_prices", marks=pytest.mark.slow), "compute_stock")


@pytest.fixture(scope="module")
def tables(priors_dir):
    return {name: load_table(priors_dir, name) for name in CASES}


def after(table, plan):
    """The table with what a plan writes."""
    empty = dict.fromkeys(table.card.column_names)
    rows = tuple({**empty, **row.cells} for row in plan.to_write())
    return replace(table, rows=(*table.rows, *rows))


@pytest.mark.parametrize("name", NAMED)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_second_time_finds_nothing_new(tables, name, data):
    table = tables[name]
    rows = [
        FeedRow(i, cells) for i, cells in enumerate(data.draw(st.lists(CASES[name], max_size=8)))
    ]
    edition = Edition(FIRST + datetime.timedelta(10))
    first = merge(table, rows, None, edition)
    grown = after(table, first)
    second = merge(grown, rows, None, edition)
    assert second.to_write() == []
    assert len(second.conflicts) <= len(first.conflicts)


@pytest.mark.parametrize("name", NAMED)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_an_earlier_day_sees_what_it_saw(tables, name, data):
    table = tables[name]
    rows = [
        FeedRow(i, cells) for i, cells in enumerate(data.draw(st.lists(CASES[name], max_size=8)))
    ]
    edition = Edition(FIRST + datetime.timedelta(10))
    grown = after(table, accepted(merge(table, rows, None, edition), table, edition))
    day = FIRST - datetime.timedelta(1)
    assert known_on(grown, day).rows == known_on(table, day).rows
