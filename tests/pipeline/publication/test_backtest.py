from pathlib import Path

import pytest

from forecast.errors import InputError
from forecast.pipeline.publication.backtest import PLACE, backtest_rows

REPORTS = Path(__file__).parents[3] / "reports"


def test_the_stored_scores_are_read():
    rows = backtest_rows(REPORTS)
    assert {row["model"] for row in rows} >= {"forecast", "persistence", "loglinear"}
    assert all(row["our_crps"] is None for row in rows if row["model"] == "forecast")


def test_no_file_no_rows(tmp_path):
    assert backtest_rows(tmp_path) == []


@pytest.mark.parametrize("text", ["{", "{}", '{"schema": "forecast.run/1", "summary": []}'])
def test_a_file_that_is_none_is_named(tmp_path, text):
    (tmp_path / PLACE).parent.mkdir()
    (tmp_path / PLACE).write_text(text)
    with pytest.raises(InputError, match="not a stored backtest"):
        backtest_rows(tmp_path)
