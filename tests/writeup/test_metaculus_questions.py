import numpy as np
import pytest

from forecast.writeup.metaculus import Scale, server_objections
from forecast.writeup.metaculus_questions import metaculus_questions


@pytest.fixture(scope="module")
def questions(material):
    return metaculus_questions(material)


def test_the_server_accepts_every_curve(questions):
    for each in questions:
        s = each["scaling"]
        scale = Scale(s["range_min"], s["range_max"], s["open_lower_bound"], s["open_upper_bound"])
        assert server_objections(np.array(each["continuous_cdf"]), scale) == []


def test_dates_numbers_and_never(questions, material):
    dates = [each for each in questions if each["type"] == "date"]
    assert [each["n"] for each in dates] == [1e6, 1e8, 1e9, 8e9, None]
    for each in dates[:-1]:
        row = next(
            r for r in material.document["answers"]["Q2"]
            if (r["n"], r["theta"]) == (each["n"], 1.0)
        )  # fmt: skip
        assert each["p_beyond_upper_bound"] == pytest.approx(row["p_never"], abs=1e-9)
        assert each["largest_distortion"] < 0.0125
    assert [each["unit"] for each in questions if each["type"] == "numeric"] == [
        "years", "USD/hour", "copies",
    ]  # fmt: skip


def test_a_date_starts_on_the_day_of_the_forecast(questions):
    scaling = questions[0]["scaling"]
    assert scaling["range_min"] == 1795305600.0  # 2026-11-22 00:00 UTC
    assert scaling["range_max"] == 4133980800.0  # 2101-01-01 00:00 UTC
    assert questions[0]["continuous_cdf"][0] == 0.0
