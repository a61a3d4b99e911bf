import json

import pytest

from forecast.track_record.ledger import HEADLINE
from forecast.writeup.compare import compare_section, compare_text, moved_by, write_compare
from tests.commands.schemas import validate

NAMES = ("date", "beliefs", "compute_stock", "code", "monte carlo")
VALUES = {"year": (0.5, 2.0, -0.5, 0.0, 0.0), "1": (0.01, -0.02, 0.03, 0.0, 0.001)}


def part(name, value):
    kind = "data" if name == "compute_stock" else name
    return {"kind": kind, "name": name, "value": value, "mcse": 0.0 if name == "code" else 0.002}


def row(name, **changed):
    unit = "year" if name.startswith("median") else "1"
    before = 2060.0 if unit == "year" else 0.2
    values = VALUES[unit]
    return {
        "name": name, "unit": unit, "before": before, "after": before + sum(values),
        "change": sum(values), "change_mcse": 0.003, "data": values[2],
        "parts": [part(*each) for each in zip(NAMES, values, strict=True)], **changed,
    }  # fmt: skip


def side(name, **changed):
    return {
        "id": name, "as_of": "2026-11-24", "draws": 200_000, "seed": 1, "is_now": name == "now",
        "same_code": True, **changed,
    }  # fmt: skip


def document(**changed):
    return {
        "schema": "forecast.compare/1", "before": side("2026-11-24-a"), "after": side("now"),
        "draws": 20_000, "seed": 1, "method": "exact", "reason": None, "filled": [],
        "beliefs": ["population"], "rows": [row(name) for name in HEADLINE], **changed,
    }  # fmt: skip


def unsplit():
    rows = [row(name, parts=None, data=None) for name in HEADLINE]
    return document(method="none", reason="2026-11-24-a is old", rows=rows)


def test_the_sample_fits_the_schema():
    validate(document())
    validate(unsplit())


def test_parts_stand_under_their_change():
    text = compare_text(document(), 140)
    assert "From 2026-11-24-a to now." in text
    assert "Beliefs that differ: population." in text
    lines = [line.split() for line in text.splitlines()]
    assert ["before", "2060.0", *["20.0%"] * 5] in lines
    assert ["change", "+2.0", "(0.1)", *["+2.1", "(0.3)"] * 5] in lines
    assert ["data:", "compute_stock", "-0.5", "(0.1)", *["+3.0", "(0.2)"] * 5] in lines
    assert ["code", *["0"] * 6] in lines


def test_a_change_that_cannot_be_split_says_why():
    text = compare_text(unsplit(), 100)
    assert "The change is not split: 2026-11-24-a is old." in text
    assert "beliefs" not in text.replace("Beliefs that differ", "")


def test_a_median_beyond_the_horizon_has_no_parts():
    rows = [
        row(name, after=None, change=None, parts=None, data=None)
        if name == "median_8e9"
        else row(name)
        for name in HEADLINE
    ]
    told = compare_section(document(rows=rows))
    assert ("    beliefs", "-", *["-2.0 (0.2)"] * 5) in told.table.rows
    assert "after 2100" in {cell for line in told.table.rows for cell in line}
    assert any("beyond 2100" in note for note in told.notes)


def test_two_levels_and_what_was_filled_are_told():
    told = compare_section(document(method="two levels", filled=["new_card"]))
    assert "changed first and changed last" in " ".join(told.sentences)
    assert any("new_card" in note for note in told.notes)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((0.01, 0.0031, "1"), "+1.0 (0.4)"),
        ((-0.5, None, "year"), "-0.5"),
        ((None, 0.1, "1"), "-"),
        ((0.0, None, "1"), "0"),
    ],
)
def test_a_change_in_words(arguments, text):
    assert moved_by(*arguments) == text


def test_the_folder_holds_document_and_picture(tmp_path):
    written = write_compare(document(), tmp_path / "out")
    assert [path.name for path in written] == ["compare.json", "compare.svg", "compare.png"]
    assert json.loads(written[0].read_text()) == document()
    assert [path.name for path in write_compare(unsplit(), tmp_path / "two")] == ["compare.json"]
