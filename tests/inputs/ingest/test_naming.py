import csv

import pytest

from forecast.inputs.ingest.naming import folded_model, maker_of, model_key, source_family


def test_most_keys_of_the_price_table_come_out_again(priors_dir):
    with (priors_dir / "evidence/llm_prices/data.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    same = sum(model_key(row["model"]) == row["model_key"] for row in rows)
    assert same / len(rows) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("openai/gpt-4o", "GPT-4o"),
        ("claude-haiku-4-5", "claude-haiku-4-5-20251001"),
        ("grok-4.20", "x-ai/grok-4-20-beta"),
        ("mistral-large-latest", "Mistral Large"),
    ],
)
def test_one_model_has_one_key(one, other):
    assert model_key(one) == model_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("gpt-4o", "gpt-4o-mini"), ("claude-opus-4", "claude-opus-4-1"), ("o1", "o3")],
)
def test_two_models_have_two(one, other):
    assert model_key(one) != model_key(other)


def test_versions_stay_apart_in_spelling():
    assert folded_model("gpt-4o-2024-05-13") != folded_model("gpt-4o-2024-08-06")


def test_makers_and_sources():
    assert maker_of("meta-llama/Llama-3") == "Meta"
    assert source_family("X: a.csv (copy of 2026-01-01)") == source_family("x@abc:b.csv")
