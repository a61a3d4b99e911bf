"""Each chart says in its title what its table says in numbers."""

import copy

import pytest

from forecast.writeup.page.charts.chances import chart as chances_chart
from forecast.writeup.page.charts.date_and_gap import date_chart, gap_chart
from forecast.writeup.page.charts.fans import copies_chart, cost_chart
from forecast.writeup.page.charts.learned import chart as learned_chart
from forecast.writeup.page.charts.shares import binding_chart, drivers_chart
from forecast.writeup.wording import percent

MAKERS = (
    chances_chart, date_chart, gap_chart, copies_chart, cost_chart, drivers_chart, binding_chart,
)  # fmt: skip


@pytest.mark.parametrize("maker", MAKERS, ids=lambda m: m.__name__ + m.__module__[-4:])
def test_rows_have_the_width_of_their_header(maker, document):
    made = maker(document)
    assert made.rows
    assert {len(row) for row in made.rows} == {len(made.headers)}
    assert "nan" not in made.drawing.lower()
    assert "None" not in made.drawing


@pytest.mark.parametrize("maker", MAKERS, ids=lambda m: m.__name__ + m.__module__[-4:])
def test_no_chart_without_its_answers(maker, document):
    bare = copy.deepcopy(document)
    for name in ("date_cdf", "gap_cdf", "Q6", "Q7", "Q9", "Q10"):
        bare["answers"][name] = []
    assert maker(bare) is None


def test_bars_of_dates_add_up_to_one(document):
    made = date_chart(document)
    curve = [r for r in document["answers"]["date_cdf"] if (r["n"], r["theta"]) == (8e9, 1.0)]
    last = max(curve, key=lambda row: row["year"])
    never = next(
        r["p_never"] for r in document["answers"]["Q2"] if (r["n"], r["theta"]) == (8e9, 1.0)
    )
    assert last["p"] + never == pytest.approx(1.0, abs=0.02)
    assert made.rows[-1] == ("not before 2101", percent(never))


def test_never_gets_no_year(never_document):
    made = date_chart(never_document)
    assert made.rows[-1][1] == "100%"
    assert ">2100" in made.title


def test_what_shrank_most_leads():
    told = {
        "wide": {"prior": {"q05": 1.0, "q50": 2.0, "q95": 4.0},
                 "posterior": {"q05": 1.1, "q50": 2.0, "q95": 3.9}},
        "narrow_one": {"prior": {"q05": 1.0, "q50": 2.0, "q95": 4.0},
                       "posterior": {"q05": 1.9, "q50": 2.0, "q95": 2.1}},
    }  # fmt: skip
    made = learned_chart(told)
    assert made.title == "The data narrowed narrow one most"
    assert [row[0] for row in made.rows] == ["narrow_one", "wide"]
    assert learned_chart({}) is None
