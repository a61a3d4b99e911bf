import datetime

import pytest

from forecast.errors import InputError, UsageError
from forecast.inputs.feeds import epoch_models
from tests.inputs.feeds.conftest import TODAY


def test_known_models_are_unchanged_and_a_new_one_is_new(ask, files):
    rows = ask.read(epoch_models, files / "notable_ai_models.csv")
    assert rows.left_out == {"not a language model": 1, "neither size nor training compute": 1}
    plan = ask.plan(epoch_models, rows)
    assert (plan.unchanged, plan.changed, plan.conflicts) == (2, [], [])
    (new,) = plan.new
    assert new.line == 4
    assert new.cells["observed_on"] == datetime.date(2026, 10, 1)
    assert new.cells["observed_on_precision"] == "month"
    assert new.cells["training_flop"] == 5e27
    assert new.cells["frontier_flag"] is True
    # what a table says was not known when the model came out, but when the table did
    assert new.cells["published_on"] == TODAY
    assert ask.refused(epoch_models, rows) == []


def test_columns_under_other_names(ask, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "System,Release date,Number of parameters,Training dataset size (gradients),Organisation\n"
        "GPT-9,2026-10-01,2e12,1e14,OpenAI\n"
    )
    (row,) = ask.read(epoch_models, path).rows
    assert row.cells["n_total_parameters"] == 2e12
    assert row.cells["training_tokens"] == 1e14
    assert row.cells["organization"] == "OpenAI"


def test_a_corrected_day_of_release_is_no_second_model(ask, files, tmp_path):
    path = tmp_path / "x.csv"
    text = (files / "notable_ai_models.csv").read_text()
    path.write_text(text.replace("2024-07-23", "2024-07-24"))
    plan = ask.plan(epoch_models, ask.read(epoch_models, path))
    assert (plan.unchanged, len(plan.new)) == (2, 1)


def test_bad_cells_and_lines_are_listed_with_their_line(ask, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "Model,Publication date,Parameters\nA,2026-01-01,1e9\nB,31/12/2026x,1e9\n"
        "C,2026-01-01,many\nD,2026-01-01\n"
    )
    rows = ask.read(epoch_models, path)
    assert [row.cells["model"] for row in rows.rows] == ["A"]
    assert [problem.line for problem in rows.problems] == [3, 4, 5]


def test_a_missing_column_and_no_source(ask, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Model,Size\nA,1\n")
    with pytest.raises(InputError, match=r"column missing.*publication date or release date"):
        ask.read(epoch_models, path)
    with pytest.raises(UsageError, match=r"https://epoch\.ai/data"):
        ask.read(epoch_models)
