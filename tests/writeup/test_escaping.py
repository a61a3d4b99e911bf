import pytest

from forecast.writeup.escaping import markdown_text, spreadsheet_text, terminal_text


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "a\n=1", "a\n \t@x", "\tx"],
)
def test_fault_29_formulas_are_quoted(text):
    assert spreadsheet_text(text) == "'" + text


@pytest.mark.parametrize("text", ["", "plain", "a=b", "1-2", "x @ y", "two\nlines"])
def test_ordinary_text_is_left_alone(text):
    assert spreadsheet_text(text) == text


def test_fault_30_terminal_text_loses_escapes_and_overrides():
    assert terminal_text("\x1b[2J\x1b]0;title\x07a\u202eb\x00c\x07") == "abc"
    assert terminal_text("2030\u20132040 \u2265 50 \u00d7\n3") == "2030-2040 >= 50 x 3"
    assert terminal_text("\u65e5") == "?"


def test_fault_28_and_30_markdown_text_shows_markup_as_text():
    assert markdown_text("<script>") == "\\<script\\>"
    assert markdown_text("a|b\n[x](y)") == "a\\|b \\[x\\](y)"
    assert markdown_text("\x1b[31mred") == "red"
