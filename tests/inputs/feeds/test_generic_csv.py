import datetime

import pytest

from forecast.errors import InputError, UsageError
from forecast.inputs.feeds import generic_csv

QUOTES = """\
GPU,Day,Price (cents/h),Where,Plan
NVIDIA A100,02.10.2026,125,A Cloud,OD
NVIDIA A100,03.10.2026,150,A Cloud,SPOT
"""
MAPPING = """\
dataset = "gpu_rental_prices"
attribution = "A Cloud"

[columns]
accelerator = "GPU"
observed_on = { column = "Day", date = "%d.%m.%Y" }
usd_per_accelerator_hour = { column = "Price (cents/h)", factor = 0.01 }
provider = "Where"
term = { column = "Plan", values = { OD = "on-demand", SPOT = "spot market" } }

[constants]
published_on = 2026-10-04
published_on_basis = "source_dated"
source_title = "price page of A Cloud"
"""
DATASET = "gpu_rental_prices"


@pytest.fixture
def place(tmp_path):
    (tmp_path / "q.csv").write_text(QUOTES)
    (tmp_path / "q.toml").write_text(MAPPING)
    return tmp_path


def test_a_mapping_names_converts_and_dates(ask, place):
    rows = ask.read(generic_csv, place / "q.csv", DATASET, place / "q.toml")
    first, second = (row.cells for row in rows.rows)
    assert first["usd_per_accelerator_hour"] == 1.25
    assert first["observed_on"] == datetime.date(2026, 10, 2)
    assert second["term"] == "spot market"
    assert first["licence"] == "facts cited"
    assert ask.refused(generic_csv, rows, DATASET) == []
    assert len(ask.plan(generic_csv, rows, DATASET).new) == 2


def test_columns_of_the_same_name_need_no_mapping(ask, priors_dir):
    path = priors_dir / "evidence" / DATASET / "data.csv"
    rows = ask.read(generic_csv, path, DATASET)
    plan = ask.plan(generic_csv, rows, DATASET)
    assert (plan.unchanged, plan.to_write()) == (len(rows.rows), [])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"GPU"', '"Gpu"', "column missing; found 'GPU, Day"),
        ("accelerator =", "acelerator =", "unknown key"),
        ("attribution", "atribution", "unknown key"),
        ("0.01", "nan", "must be a finite number"),
        ("2026-10-04", '"2026-10-04"', "is not of the column's type"),
        ('"gpu_rental_prices"', '"accelerators"', "is for another data set"),
        ("factor", "faktor", "unknown key"),
    ],
)
def test_a_mapping_that_is_wrong(ask, place, old, new, words):
    text = MAPPING.replace(old, new, 1)
    assert text != MAPPING
    (place / "q.toml").write_text(text)
    with pytest.raises(InputError) as caught:
        ask.read(generic_csv, place / "q.csv", DATASET, place / "q.toml")
    assert words in str(caught.value)


def test_bad_cells_are_listed(ask, place):
    text = QUOTES.replace("02.10.2026", "2.X.2026").replace(",150", ',"1,500"') + "one,two\n"
    (place / "q.csv").write_text(text)
    rows = ask.read(generic_csv, place / "q.csv", DATASET, place / "q.toml")
    assert rows.rows == []
    assert [(p.line, p.field) for p in rows.problems] == [
        (2, "observed_on"),
        (3, "usd_per_accelerator_hour"),
        (4, None),
    ]


def test_no_file(ask):
    with pytest.raises(UsageError, match="needs a file"):
        ask.read(generic_csv, None, DATASET)
