import pytest

from forecast.writeup.page.charts.scenarios import RIGHT, scenarios_chart, views_chart
from tests.writeup.sample_views import scenario_rows


@pytest.fixture
def told(document):
    document["answers"]["by_scenario"] = scenario_rows()
    return document


def test_no_chart_without_scenarios(document):
    assert views_chart(document) is None
    assert scenarios_chart(document) is None


def test_the_title_names_the_ends(told):
    assert views_chart(told).title.endswith("median 2061 (Early) to after 2100 (AI late)")


def test_a_dot_for_each_median_within_the_horizon(told):
    assert scenarios_chart(told).drawing.count("<circle") == 2  # ours and arrival 2030
    assert f"L{RIGHT} " in scenarios_chart(told).drawing  # a quartile beyond: to the edge


def test_rows_have_the_width_of_their_header(told):
    for made in (views_chart(told), scenarios_chart(told)):
        assert {len(row) for row in made.rows} == {len(made.headers)}
        assert "None" not in made.drawing
