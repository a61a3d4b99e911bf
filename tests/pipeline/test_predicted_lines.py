import math
from types import SimpleNamespace

import numpy as np
import pytest

from forecast.pipeline import predicted_lines as module
from forecast.posterior.predicting import Predicted


def test_pit_counts_ties_half():
    draws = np.array([1.0, 2.0, 2.0, 3.0])
    assert module.share_below(Predicted("q", "1", 2.0, draws)) == 0.5
    assert module.share_below(Predicted("q", "1", 9.0, draws)) == 1.0


def test_surprise_beyond_all_draws_is_finite():
    assert module.standard_score(0.5, 4000) == 0.0
    assert module.standard_score(1.0, 4000) == pytest.approx(3.66, abs=0.01)
    assert module.standard_score(0.0, 4000) == pytest.approx(-3.66, abs=0.01)


def test_summary_by_a_plain_count():
    rows = [
        {"pit": 0.5, "q50": 2.0, "observed": 2.0},
        {"pit": 0.93, "q50": 2.0, "observed": 4.0},
        {"pit": 0.99, "q50": 2.0, "observed": 2.0 * math.e**3},
        {"pit": None, "q50": None, "observed": None},
    ]
    told = module.summary(rows)
    assert told["n_scored"] == 3
    assert told["coverage50"] == pytest.approx(1 / 3)
    assert told["coverage80"] == pytest.approx(1 / 3)
    assert told["coverage90"] == pytest.approx(2 / 3)
    assert told["median_abs_log_ratio"] == pytest.approx(math.log(2.0))


def test_nothing_observed_gives_null_and_not_nan():
    told = module.summary([{"pit": None, "q50": 1.0, "observed": None}])
    assert told["coverage80"] is None
    assert told["median_abs_log_ratio"] is None


def test_a_refused_row_has_a_line_for_each_target():
    row = SimpleNamespace(
        name="line 2", cells={"tdp_w": -1.0, "memory_bytes": None}, extra={}, reason="no"
    )
    targets = SimpleNamespace(TARGETS={"tdp_w": "W", "memory_bytes": "byte"})
    lines = module.lines_of(1, row, "no", targets)
    assert [line["quantity"] for line in lines] == ["tdp_w", "memory_bytes"]
    assert lines[0]["observed"] == -1.0
    assert lines[0]["q50"] is None
