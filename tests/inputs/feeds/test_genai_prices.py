"""Against the installed package, and a file in the shape of its own."""

import datetime
import json
from decimal import Decimal

import pytest
from genai_prices.data import providers

from forecast.errors import InputError, UsageError
from forecast.inputs.feeds import genai_prices
from tests.inputs.feeds.conftest import TODAY


def named(rows, model):
    return [row.cells for row in rows.rows if row.cells["model"] == model]


def test_the_installed_package_agrees_with_itself(ask):
    rows = ask.read(genai_prices)
    assert rows.title.startswith("genai-prices 0.")
    assert len(rows.rows) > 200
    anthropic = next(p for p in providers if p.id == "anthropic")
    model = next(m for m in anthropic.models if m.id == "claude-3-haiku")
    (cells,) = named(rows, "claude-3-haiku")
    assert cells["provider"] == "Anthropic"
    assert Decimal(str(cells["usd_per_million_input_tokens"])) == model.prices.input_mtok
    assert Decimal(str(cells["usd_per_million_output_tokens"])) == model.prices.output_mtok
    assert cells["usd_per_million_tokens_blended_3to1"] == 0.5
    assert cells["context_window_tokens"] == model.context_window
    assert (cells["observed_on"], cells["published_on_basis"]) == (TODAY, "retrieval_date")


def test_every_row_of_the_package_passes_the_reader(ask):
    rows = ask.read(genai_prices)
    assert ask.refused(genai_prices, rows) == []
    assert ask.plan(genai_prices, rows).unchanged > 50  # the table rests on this feed among others


def test_only_developers_and_whole_prices(ask):
    rows = ask.read(genai_prices)
    assert {row.cells["provider"] for row in rows.rows} <= set(genai_prices_sellers())
    assert all(
        "claude" not in r.cells["model"] for r in rows.rows if r.cells["provider"] != "Anthropic"
    )
    assert sum(rows.left_out.values()) > 1000


def genai_prices_sellers():
    from forecast.inputs.ingest.naming import DEVELOPERS

    return DEVELOPERS.values()


def listing(prices, seller="openai"):
    return [{"id": seller, "models": [{"id": "gpt-9", "context_window": 1000, "prices": prices}]}]


def read_file(ask, tmp_path, content):
    path = tmp_path / "data.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return ask.read(genai_prices, path)


def test_dated_prices_of_a_file(ask, tmp_path):
    prices = [
        {"prices": {"input_mtok": 9, "output_mtok": 9}},
        {
            "constraint": {"start_date": "2026-05-01"},
            "prices": {"input_mtok": {"base": 2, "tiers": []}, "output_mtok": 4},
        },
        {"constraint": {"start_date": "2999-01-01"}, "prices": {"input_mtok": 1, "output_mtok": 1}},
    ]
    rows = read_file(ask, tmp_path, listing(prices))
    ((cells),) = named(rows, "gpt-9")
    assert cells["observed_on"] == cells["published_on"] == datetime.date(2026, 5, 1)
    assert cells["date_basis"] == "effective_start_date"
    assert cells["usd_per_million_tokens_blended_3to1"] == 2.5
    assert rows.left_out == {"an earlier price without a date": 1, "takes effect after today": 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}", "not the prices of genai-prices"),
        ("[1]", "not the prices of genai-prices"),
        ('[{"id": 1, "id": 2}]', "the key 'id' twice"),
        ('[{"id": NaN}]', "the number NaN"),
        ('[{"id": 1e999}]', "the number 1e999"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_files_that_are_something_else(ask, tmp_path, content, words):
    with pytest.raises(InputError) as caught:
        read_file(ask, tmp_path, content)
    assert words in str(caught.value)


def test_a_price_of_a_host_or_of_nothing_is_left_out(ask, tmp_path):
    free = {"input_mtok": 0, "output_mtok": 0}
    assert read_file(ask, tmp_path, listing(free)).rows == []
    paid = {"input_mtok": 1, "output_mtok": 2}
    assert read_file(ask, tmp_path, listing(paid, seller="groq")).rows == []


def test_without_the_package_the_extra_is_named(ask, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "genai_prices", None)
    with pytest.raises(UsageError, match=r"billion-copies\[feeds\]"):
        ask.read(genai_prices)
