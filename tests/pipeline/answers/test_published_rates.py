"""Published estimates become yearly factors over their years."""

import datetime

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.pipeline.answers import published_rates
from forecast.pipeline.answers.published_trends import TABLE, trend_of

ROW = {"published_on": datetime.date(2026, 1, 1), "measure": "growth_factor"}


@pytest.fixture(scope="module")
def table(priors_dir):
    return load_table(priors_dir, TABLE)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2016-2024", (2016.0, 2025.0)),
        ("mid-2023 to mid-2025", (2023.5, 2025.5)),
        ("2022-11 to 2024-10", (2022.875, 2024.7917)),
        ("2006-2023, 47 ML + 1,948 GPUs", (2006.0, 2024.0)),
        ("to 2021, n=91", (2017.0, 2022.0)),
        ("to early 2025/2026", (2021.0, 2026.0)),
        (None, (2021.0, 2026.0)),
    ],
)
def test_years_are_read_from_words(period, expected):
    assert published_rates.period({**ROW, "period": period}) == pytest.approx(expected, abs=1e-3)


def test_measures_become_yearly_factors():
    def yearly(measure, value):
        return published_rates.yearly({**ROW, "measure": measure}, value, 2022.0, 2024.0)

    assert yearly("doubling_time", 2.0) == pytest.approx(np.sqrt(2))
    assert yearly("halving_time", 0.5) == 4.0
    assert yearly("level_or_ratio", 100.0) == pytest.approx(10.0)
    assert yearly("growth_factor", 1.3) == 1.3
    assert yearly("growth_factor", None) is None


def test_ratios_without_years_are_no_rates(table):
    kept = [r for r in table.rows if trend_of(r["quantity"])]
    assert len([r for r in kept if published_rates.is_a_rate(r)]) == len(kept) == 31
    assert not published_rates.is_a_rate({"measure": "level_or_ratio", "period": "2025"})
