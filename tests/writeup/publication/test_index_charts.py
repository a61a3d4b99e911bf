import pytest

from forecast.writeup.publication.index import index_html
from forecast.writeup.publication.index_charts import index_charts, told
from tests.writeup.publication.test_index import NEXT, ROW

SCORE = {
    "target": "stock", "model": "forecast", "n_cases": 30, "crps": 0.16, "our_crps": None,
    "skill": None, "coverage50": 0.5, "coverage80": 0.8, "coverage90": 0.9,
}  # fmt: skip


def test_the_titles_say_where_it_moved():
    median, never = index_charts([ROW, NEXT])
    assert median.title == "Median date of 8 billion copies: 2069 to >2100"
    assert never.title.endswith("2101: 33%")
    assert median.rows == ((ROW["id"], "2069", "2048"), (NEXT["id"], ">2100", "2048"))


def test_one_publication_is_a_point():
    assert index_charts([ROW])[0].title == "Median date of 8 billion copies: 2069"


def test_none_is_no_chart():
    assert index_charts([]) == []


@pytest.mark.parametrize("n", [1, 2, 5, 6, 30])
def test_at_most_five_dates_are_told_and_the_newest_is(n):
    assert len(told([ROW] * n)) <= 5
    assert told([ROW] * n)[-1] == n - 1


def test_the_index_shows_charts_and_scores():
    page = index_html([ROW, NEXT], {}, [SCORE])
    assert page.count("<svg") == 2
    assert "Track record" in page
    assert "0.16" in page
    assert "Track record" not in index_html([ROW])
