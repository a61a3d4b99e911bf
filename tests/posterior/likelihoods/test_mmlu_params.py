"""Which scores enter, and who belongs together."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import mmlu_params


@pytest.fixture(scope="module")
def table(priors_dir):
    return mmlu_params.select(load_table(priors_dir, "mmlu_params"), {})


def test_five_shot_scores_of_models_not_distilled_enter(table):
    assert len(table) == 116
    assert {row["table"] for row in table.rows} == {"all_models"}
    assert not any(row["distilled_flag"] for row in table.rows)
    assert {row["n_shots"] for row in table.rows} == {5.0}


def test_code_models_are_left_out(table):
    assert not any("coder" in row["model"].lower() for row in table.rows)


def test_scores_of_llama_7b(table):
    found = mmlu_params.scores(table)
    names = sorted(row["model"] for row in table.rows)
    rows = [at for at, name in enumerate(names) if name == "LLaMA-7B"]
    assert sorted(found.fraction[rows]) == [0.351, 0.351, 0.351, 0.351, 0.356]
    assert found.log10_size[rows] == pytest.approx(np.log10(0.7))
    assert found.years[rows] == pytest.approx(-(365 - 54) / 365)  # 2023-02-24
    assert len(set(found.model[rows])) == 1


def test_sizes_of_one_family_and_date_are_one_release(table):
    found = mmlu_params.scores(table)
    names = np.array(sorted(row["model"] for row in table.rows))
    first = found.release[np.char.startswith(names, "LLaMA-")]
    assert len(first) > 10
    assert len(set(first)) == 1


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("Llama-2-70b-hf", "llama"),
        ("Meta-Llama-3-70B-Instruct", "llama"),
        ("Baichuan2-13B-Chat", "baichuan"),
        ("gpt-j-6b", "gpt"),
        ("Gopher (280B)", "gopher"),
        ("7b", "7b"),
    ],
)
def test_family_of_a_name(model, expected):
    assert mmlu_params.family(model) == expected


def test_order_of_rows_does_not_matter(table):
    turned = mmlu_params.scores(replace(table, rows=table.rows[::-1]))
    straight = mmlu_params.scores(table)
    np.testing.assert_array_equal(turned.fraction, straight.fraction)
    np.testing.assert_array_equal(turned.release, straight.release)


def test_the_scores_of_a_release_are_scored_together(table):
    scored, found = mmlu_params.scored(table, {}), mmlu_params.scores(table)
    assert len(set(scored.units)) == found.release.max() + 1
    np.testing.assert_array_equal(scored.years, found.years + 2024.0)
