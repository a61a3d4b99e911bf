"""Rows of 2026 in what the posterior expected of them at the end of 2025."""

import csv
import datetime

import pytest

from forecast.locations import default_priors
from forecast.pipeline.predict import Question, predict
from forecast.pipeline.request import Request

CUT = datetime.date(2025, 12, 31)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize(
    ("dataset", "within80", "off"),
    [
        ("llm_prices", (0.7, 0.93), 0.6),
        ("price_at_capability", (0.7, 1.0), 0.1),
        ("token_volume", (0.5, 1.0), 0.7),
    ],
)
def test_rows_not_seen_lie_in_their_intervals(dataset, within80, off, tmp_path):
    told = (default_priors() / "evidence" / dataset / "data.csv").read_text("utf-8")
    header, *rows = csv.reader(told.splitlines())
    published = header.index("published_on")
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        late = [row for row in rows if row[published] > CUT.isoformat()]
        csv.writer(file).writerows([header, *late])
    found = predict(Question(dataset, path), Request(CUT, None, (), 2, 0, default_priors()))
    assert within80[0] <= found["coverage80"] <= within80[1]
    assert found["median_abs_log_ratio"] < off
