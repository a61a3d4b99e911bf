import pytest

from forecast.writeup.sections.scenarios import cells, names_in, section, told
from tests.writeup.sample_views import SCENARIOS, VIEWS, scenario_rows


@pytest.fixture
def told_by_scenario(document):
    document["answers"]["by_scenario"] = scenario_rows()
    return document


def test_a_run_tells_none(document):
    assert section(document) is None


def test_every_scenario_has_a_row_in_its_group(told_by_scenario):
    rows = section(told_by_scenario).table.rows
    assert [row[0].strip() for row in rows] == [
        *("Whose forecasts of the arrival count", "Early", "AI late"),
        *("One belief changed", "arrival 2030", "power cap"),
    ]
    assert len(rows) == 2 + len(VIEWS) + len(SCENARIOS)


def test_a_median_beyond_the_horizon_comes_last_and_is_no_year(told_by_scenario):
    assert names_in(told_by_scenario, "scenario")[-1] == "power_cap"
    assert cells(told_by_scenario, "power_cap")[:4] == (">2100", "2071 to >2100", "10%", "70%")


def test_the_ends_are_said(told_by_scenario):
    (sentence,) = section(told_by_scenario).sentences
    assert "from 20% (Early) to 55% (AI late)" in sentence
    assert "from 15% (arrival 2030) to 70% (power cap)" in sentence


def test_names_of_sources_begin_with_a_capital():
    assert (told("xpt_alone"), told("sampling_x40")) == ("XPT", "sampling x40")
