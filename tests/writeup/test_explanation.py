import pytest

from forecast.writeup.explanation import PICTURE_COLUMNS, explanation_text, picture

RESULT = {
    "name": "lifetime_years",
    "unit": "year",
    "topic": "hardware",
    "meaning": "Years in use.",
    "bounds": [1.0, 16.0],
    "entries": [
        {
            "as_of": "2026-11-22",
            "in_force": False,
            "family": "lognormal",
            "quantiles": {"q05": 3.5, "q50": 5.5, "q95": 9.0},
            "grade": "expert",
            "derivation": "Reports of large clouds.",
            "sources": [{"key": "someone2025", "at": "p. 3", "read": "5 years"}],
            "correlates_with": {"name": "human_level_date", "rank_correlation": 0.3},
        }
    ],
    "evidence": [{"name": "accelerators", "title": "Chips", "rows": 159}],
    "prior": {"q05": 3.5, "q50": 5.5, "q95": 9.0},
    "posterior": {"q05": 4.0, "q50": 5.0, "q95": 6.0},
}


def test_every_part_is_told():
    text = " ".join(explanation_text(RESULT, 80).split())
    for told in (
        "lifetime_years [year], hardware",
        "Since 2026-11-22 (not in force): lognormal, median 5.5, 90% interval 3.5 to 9",
        "Source: someone2025, p. 3: 5 years",
        "Moves with human_level_date: rank correlation 0.3",
        "accelerators: Chips (159 rows)",
        "PRIOR AGAINST POSTERIOR",
    ):
        assert told in text


def test_without_data_it_is_called_judgement():
    text = explanation_text({**RESULT, "evidence": [], "posterior": None}, 80)
    assert "No data inform this quantity: judgement." in text
    assert "No posterior of it is stored." in text


LEARNED = {"shift_sd": -0.42, "sd_ratio": 0.35, "overlap": 0.5, "conflict": False}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "moved the median down by 0.4 of the card's standard deviations and left 35% of its"),
        ({"conflict": True}, "Card and data disagree"),
        ({"sd_ratio": 0.95}, "The data say next to nothing here"),
    ],
)
def test_what_the_data_taught_is_told_in_words(changed, told):
    text = explanation_text({**RESULT, "learned": LEARNED | changed}, 80)
    assert told in " ".join(text.split())


def test_the_picture_is_linear_or_logarithmic():
    marks = picture({"q05": 1.0, "q50": 10.0, "q95": 100.0}, 1.0, 100.0)
    assert abs(marks.index("o") - (PICTURE_COLUMNS - 1) / 2) <= 0.5
    assert picture({"q05": 2.0, "q50": 2.0, "q95": 2.0}, 2.0, 2.0).strip() == "o"


def test_a_pool_has_no_picture():
    text = explanation_text({**RESULT, "prior": None, "posterior": None}, 80)
    assert "`forecast run` prints its quantiles" in " ".join(text.split())
