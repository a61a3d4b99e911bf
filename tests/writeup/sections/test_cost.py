import pytest

from forecast.writeup.sections.cost import section, short_count


def test_years_with_cost_wage_ratio_and_copies(document):
    rows = section(document).table.rows
    assert [row[0] for row in rows] == ["2027", "2030", "2035", "2040", "2050", "2100"]
    assert rows[0][1] == "60"
    assert rows[0][3:6] == ("24", "2.5", "300 k")


def test_levels_without_any_fast_enough_chip_are_named(document):
    document["answers"]["wage"] = []
    document["answers"]["Q7"][0]["quantiles"]["0.95"] = None
    document["answers"]["Q8"][0]["quantiles"]["0.5"] = None
    told = section(document)
    assert told.table.rows[0][2:5] == ("2.60 to none", "-", "none")
    assert told.notes[0].startswith("At the start of each year")
    assert "no hardware serves it, at any price" in told.notes[1]


@pytest.mark.parametrize(
    ("value", "shown"), [(1e3, "1 k"), (2.5e12, "2.5 tn"), (12.0, "12"), (0.0, "0")]
)
def test_short_count(value, shown):
    assert short_count(value) == shown
