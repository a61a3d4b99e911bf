"""One card file: good, and one fault each."""

import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.card_files import load_card, read_card

OLDER = "2024-01-01"


def test_a_good_card(priors):
    card = load_card(priors.card())
    assert (card.name, card.unit, card.dims, card.bounds) == ("growth", "1", ("sample",), (0.1, 10))
    assert (card.topic, card.meaning) == ("hardware", "A factor, for tests.")
    assert card.quantity.name == "growth"
    assert len(card.entries) == 1
    assert (card.updated_by, card.scenario_only) == ((), False)


def test_who_informs_a_card_may_stand_on_the_card_or_its_entry(priors):
    unit = 'unit    = "1"'
    several = load_card(priors.card(replace=[(unit, unit + '\nupdated_by = ["a", "b"]')]))
    assert several.updated_by == ("a", "b")
    one = load_card(priors.card(add='updated_by = "a"\nscenario_only = true\n'))
    assert (one.updated_by, one.scenario_only) == (("a",), True)


def test_the_newest_entry_that_was_there(priors, entry_text):
    older = entry_text.replace("2026-11-22", OLDER).replace("1.50", "1.60")
    card = load_card(priors.card(add=older))
    assert card.entry(datetime.date(2026, 11, 22)).distribution.p95 == 1.50
    assert card.entry(datetime.date(2026, 11, 21)).distribution.p95 == 1.60
    assert card.entry(datetime.date(2024, 1, 1)).distribution.p95 == 1.60
    with pytest.raises(InputError, match=r"no entry as of 2023-12-31; accepted: 2024-01-01, its"):
        card.entry(datetime.date(2023, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name    = "growth"', 'name = "other"', "growth.toml:1: name: the name must be the file"),
        ('name    = "growth"\n', "", "name: missing field"),
        ('unit    = "1"', 'unit = "USD/hr"', "growth.toml:2: unit: .*did you mean 'USD/hour'"),
        ('unit    = "1"\n', "", "unit: missing field"),
        ('unit    = "1"', 'unit = "1"\nnote = "x"', "growth.toml:3: note: unknown key"),
        ('unit    = "1"', 'unit = "1"\nprice_year = 2020', "price_year: money must be.*2025"),
        ('unit    = "1"', 'unit = "1"\nupdated_by = 3', "updated_by: must be a list of texts"),
        ('["sample"]', '["draw"]', "dims: unknown dimension"),
        ("[0.1, 10.0]", "[10.0, 0.1]", "growth.toml:4: bounds: must be"),
        ("[0.1, 10.0]", "[0.1, inf]", "bounds: must be a finite number"),
        ("[0.1, 10.0]", "[0.1]", "bounds: must be"),
        ('"A factor, for tests."', '"  "', "meaning: must be text"),
        ("[[entry]]", "[entry]", "entry: must be a list of tables"),
        ("[[entry]]", "[[entries]]", "entries: unknown key"),
        ("p50        = 1.30", "p50 = 1.05", "growth.toml:11: p50: quantiles must increase"),
        ("p50        = 1.30", "p50 = 1.30\np50 = 1.31", "growth.toml:12: a key or table is given"),
        ("p50        = 1.30", "p50 = 1e999", "growth.toml:11: p50: must be a finite number"),
        ("p50        = 1.30", "p50 = nan", "p50: must be a finite number; found nan"),
    ],
)
def test_each_fault_is_refused(priors, old, new, message):
    with pytest.raises(InputError, match=message):
        load_card(priors.card(replace=[(old, new)]))


def test_names_are_lower_case_with_underscores(priors):
    with pytest.raises(InputError, match="in lower case"):
        load_card(priors.card("Growth-Rate"))


def test_a_card_without_entries_is_refused(priors):
    with pytest.raises(InputError, match="entry: missing field"):
        load_card(priors.card(entries=""))


@pytest.mark.parametrize("date", ["2026-11-22", "2027-01-01"])
def test_entries_stand_newest_first_each_with_its_own_date(priors, entry_text, date):
    path = priors.card(add=entry_text.replace("2026-11-22", date, 1))
    with pytest.raises(InputError, match=rf"growth.toml:21: as_of: entries must .*found '{date}'"):
        load_card(path)


def test_every_bad_entry_is_listed(priors, entry_text):
    older = entry_text.replace("2026-11-22", OLDER, 1)
    path = priors.card(add=older, replace=[("p95        = 1.50", "p95 = 0.5")])
    problems = []
    assert read_card(path, problems) is None
    assert [problem.line for problem in problems] == [12, 25]


def test_a_damaged_file_is_one_problem(priors):
    problems = []
    assert read_card(priors.file("hardware/growth.toml", "= 1"), problems) is None
    assert len(problems) == 1
