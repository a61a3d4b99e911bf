import csv
import io

from forecast.writeup.numbers import COLUMNS, csv_text, number_rows, numbers_csv


def test_every_row_of_q1_is_there_with_its_error(document):
    rows = [*csv.DictReader(io.StringIO(numbers_csv(document)))]
    found = [row for row in rows if row["question"] == "Q1"]
    assert len(found) == len(document["answers"]["Q1"])
    first = document["answers"]["Q1"][0]
    assert float(found[0]["value"]) == first["p"]
    assert float(found[0]["mcse"]) == first["mcse"]
    assert found[0]["unit"] == "1"


def test_a_quantile_beyond_the_horizon_is_an_empty_cell_with_a_note(document):
    rows = [*csv.DictReader(io.StringIO(numbers_csv(document)))]
    beyond = [row for row in rows if row["question"] == "Q2" and row["value"] == ""]
    assert beyond
    assert {row["note"] for row in beyond} == {"beyond the horizon"}


def test_units_and_shares(document):
    rows = [*number_rows(document)]
    assert {row["unit"] for row in rows if row["question"] == "Q7"} == {"USD/hour"}
    shares = [row for row in rows if row["statistic"] == "share_bill" and row.get("n") == 8e9]
    assert shares[0]["value"] == 0.5


def test_what_the_bill_allows_and_what_drives_the_date(document):
    rows = [*number_rows(document)]
    allowed = next(r for r in rows if r["question"] == "bill_limit" and r["n"] == 8e9)
    assert (allowed["value"], allowed["unit"]) == (1.36e9 / 8e9, "USD/hour")
    driver = next(r for r in rows if r["question"] == "Q10")
    assert (driver["name"], driver["value"], driver["note"]) == ("human_level_date", 0.56, "expert")


def test_no_arrival_and_never_given_arrival(document):
    found = {r["statistic"]: r["value"] for r in number_rows(document) if r["question"] == "Q4"}
    assert found["p_no_arrival"] == 0.05
    assert 0.0 < found["p_never_given_arrival"] < found["p_never"]


def test_an_empty_cost_is_no_hardware_not_a_horizon(document):
    document["answers"]["Q7"][0]["quantiles"]["0.95"] = None
    rows = [row for row in number_rows(document) if row["question"] == "Q7"]
    (empty,) = [row for row in rows if row["value"] is None]
    assert empty["note"] == "no hardware serves it at any price"


def test_header_is_the_column_list(document):
    assert numbers_csv(document).splitlines()[0] == ",".join(COLUMNS)


def test_text_cells_are_escaped_and_negative_numbers_are_not():
    assert csv_text(("a", "b"), [{"a": "=1+1", "b": -2.0}]) == "a,b\n'=1+1,-2.0\n"


def test_weights_and_medians_of_the_pool(document):
    found = [r for r in number_rows(document) if r.get("name") == "xpt_superforecasters"]
    weight, median = found
    assert (weight["question"], weight["value"], weight["unit"]) == ("Q3", 0.06, "1")
    assert weight["note"] == "Persuasion Tournament"
    assert (median["value"], median["unit"], median["note"]) == (None, "year", "beyond the horizon")


def test_a_figure_beside_ours_has_every_number_and_its_unit(document):
    document["answers"]["Q21"] = [
        {
            "quantity": "tokens_per_day", "unit": "tokens/day", "observed": 3e14, "q10": 8e13,
            "q50": 1.5e15, "q90": None, "year": 2026.47, "inside": True, "p_below": 0.21,
            "basis": "a sum", "observed_q10": 1e14,
            "drivers": [{"name": "kv_ratio", "first_order": 0.2}],
        }
    ]  # fmt: skip
    rows = [row for row in number_rows(document) if row["question"] == "Q21"]
    found = {row["statistic"]: (row["value"], row["unit"]) for row in rows}
    assert found == {
        "observed": (3e14, "tokens/day"), "observed_q10": (1e14, "tokens/day"),
        "q10": (8e13, "tokens/day"), "q50": (1.5e15, "tokens/day"), "q90": (None, "tokens/day"),
        "p_below": (0.21, "1"), "first_order": (0.2, "1"),
    }  # fmt: skip
    assert {(row["quantity"], row["basis"]) for row in rows} == {("tokens_per_day", "a sum")}
    (driver,) = [row for row in rows if row["statistic"] == "first_order"]
    assert driver["name"] == "kv_ratio"
