import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.data_card_file import read_data_card
from tests.inputs.small_table import card_text, write_dataset


def read(folder, text):
    return read_data_card(write_dataset(folder, card=text) / "card.toml")


def test_a_card_is_read_whole(tmp_path):
    card = read(tmp_path, card_text())
    assert card.key == ("accelerator", "observed_on")
    assert card.retrieved_on == datetime.date(2026, 11, 22)
    assert card.sources[0].licence == "CC-BY 4.0"
    assert card.columns[2].unit == "USD, nominal"
    assert card.intervals == (("price_low_usd", "price_high_usd"),)
    assert card.fits_secondary is None
    assert not card.is_by_hand


def test_a_card_may_say_why_secondary_rows_are_fitted(tmp_path):
    reason = 'fits_secondary = "nothing else exists"\n'
    assert read(tmp_path, reason + card_text()).fits_secondary == "nothing else exists"


def test_a_card_may_say_that_people_read_the_table(tmp_path):
    text = card_text().replace('use = "fit"', 'use = "informs cards by hand; few rows"')
    assert read(tmp_path, text).is_by_hand


def test_groups_name_who_speaks(tmp_path):
    groups = '\n[[groups]]\nname = "one"\nforecasts = ["NVIDIA A100", "NVIDIA H100"]\n'
    card = read(tmp_path, card_text() + groups)
    assert card.groups == {"one": ("NVIDIA A100", "NVIDIA H100")}
    with pytest.raises(InputError, match="a group or a member stands twice"):
        read(tmp_path, card_text() + groups + groups.replace('"one"', '"two"'))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('licence = "CC-BY 4.0"\n', "", "licence: missing field"),  # fault 21
        ('licence = "CC-BY 4.0"', 'licence = " "', "licence: must be text that is not empty"),
        ('retrieved_on = "2026-11-22"\n', "", "retrieved_on: missing field"),
        ('retrieved_on = "2026-11-22"', 'retrieved_on = "22.11.2026"', "must be a date"),
        ('use = "fit"\n', 'use = "fit"\nuse = "check"\n', "given twice"),
        ('unit = "probability"', 'unit = "percents"', "unknown unit"),  # fault 5
        ('unit = "probability"\n', "", "unit: missing field"),
        ('unit = "probability"', 'unit = ""', "a number needs a unit"),
        ('type = "bool"', 'type = "flag"', "not in the closed list"),
        ("required = true", 'required = "yes"', "must be true or false"),
        ("n_rows = 4", "n_rows = 4.5", "must be a count"),
        ('"observed_on"]', '"observd_on"]', "did you mean 'observed_on'?"),
        ('use = "fit"', 'uses = "fit"', "did you mean 'use'?"),
        ('name = "note"', 'name = "unit"', "column stands twice"),
        ('dataset = "offers"', 'dataset = "offer"', "must be the name of the folder"),
    ],
)
def test_a_bad_card_is_refused_with_its_file_and_field(tmp_path, old, new, words):
    assert old in card_text()
    with pytest.raises(InputError, match=r"card\.toml") as caught:
        read(tmp_path, card_text().replace(old, new))
    assert words in str(caught.value)


def test_a_card_without_sources_is_refused(tmp_path):
    start, rest = card_text().split("[[sources]]")
    with pytest.raises(InputError, match="sources: missing field"):
        read(tmp_path, start + rest[rest.index("[[columns]]") :])
