import pytest

from forecast.writeup.first_screen import first_screen


def test_every_answer_is_on_the_screen(document):
    text = first_screen(document)
    flat = " ".join(text.split())
    assert "8 billion copies of a human-level AI model" in flat
    assert "Chance that it does not happen before 2101: 34%" in flat
    assert "1 million copies become affordable in 2040 at the median" in flat
    for title in ("EACH TEST ALONE", "FIRST HUMAN-LEVEL MODEL", "WHAT BINDS", "WHAT THIS RESTS ON"):
        assert title in text
    assert "seed 20261122" in flat
    assert "wage_usd_per_hour is 30; it was 24.1" in flat


@pytest.mark.parametrize("width", [80, 100, 200])
def test_lines_fit_the_terminal_and_are_ascii(document, width):
    text = first_screen(document, width)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= min(width, 100)


def test_fault_53_twenty_columns_still_hold_every_number(document):
    text = first_screen(document, 20)
    assert text.isascii()
    assert "34%" in text


def test_the_main_table_shows_the_chances_by_year(document):
    (line,) = (
        part
        for part in first_screen(document).splitlines()
        if part.startswith("    8 billion  ") and part.endswith("34%")
    )
    assert line.split()[2:] == ["<1%", "1%", "1%", "4%", "7%", "22%", "66%", "34%"]


def test_fault_40_never_in_every_draw_names_no_year(never_document):
    flat = " ".join(first_screen(never_document).split())
    assert "become affordable in none of the draws before 2101" in flat


def test_fault_41_already_in_every_draw(already_document):
    flat = " ".join(first_screen(already_document).split())
    assert "50% interval 2026, 90% interval 2026" in flat
    assert "does not happen before 2101: 0%" in flat


def test_same_document_same_bytes(document):
    assert first_screen(document) == first_screen(document)
