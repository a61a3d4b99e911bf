import copy

import pytest

from forecast.writeup.page.charts.changed import median_chart, never_chart, steps_of
from tests.writeup.sample_views import sample_changed


@pytest.fixture
def told(document):
    document["answers"]["changed"] = sample_changed(document)["rows"]
    return document


def test_the_first_publication_has_no_chart(document):
    assert median_chart(document) is None
    assert never_chart(document) is None


def test_the_title_says_what_moved_it_most(told):
    assert median_chart(told).title == (
        "8 billion copies, median date: 2062.1 to 2065.4; beliefs moved it most"
    )
    assert never_chart(told).title.endswith("33.1% to 34.2%; beliefs moved it most")


def test_a_part_of_nothing_has_no_bar_and_the_rest_add_up(told):
    row = next(r for r in told["answers"]["changed"] if r["name"] == "median_8e9")
    steps = steps_of(row)
    assert [label for label, *_ in steps] == ["beliefs", "block: stock", "Monte Carlo remainder"]
    assert sum(value for _, value, _ in steps) == pytest.approx(row["change"])
    assert median_chart(told).drawing.count("<rect") == 3


def test_many_parts_stand_together(told):
    row = copy.deepcopy(told["answers"]["changed"][0])
    row["parts"] = [
        {"kind": "block", "name": f"b{i}", "value": 1.0 + i, "mcse": 0.1} for i in range(12)
    ]
    steps = steps_of(row)
    assert steps[-1][0] == "3 others"
    assert sum(value for _, value, _ in steps) == pytest.approx(12 + 66)


def test_nothing_beyond_its_error_is_said(told):
    for row in told["answers"]["changed"]:
        for part in row["parts"]:
            part["mcse"] = 10.0
    assert median_chart(told).title.endswith("nothing moved it beyond its error")


def test_a_median_beyond_the_horizon_has_no_chart(told):
    for row in told["answers"]["changed"]:
        row["parts"] = None
    assert median_chart(told) is None
