from forecast.writeup.section import (
    Section,
    Table,
    column_groups,
    column_widths,
    paragraph,
    section_text,
    table_text,
)

TABLE = Table(("name", "a", "b"), (("heading over both",), ("x", "1", "22"), ("yy", "333", "4")))


def test_numbers_are_aligned_right_and_words_left():
    assert table_text(TABLE, 80).splitlines() == [
        "  name    a   b",
        "  heading over both",
        "  x       1  22",
        "  yy    333   4",
    ]


def test_a_heading_row_does_not_widen_the_first_column():
    assert column_widths(TABLE) == [4, 3, 2]


def test_a_table_too_wide_is_folded_with_its_first_column_repeated():
    assert column_groups([10, 8, 8, 8], 30) == [[0, 1, 2], [0, 3]]
    assert column_groups([50, 50], 20) == [[0, 1]]


def test_text_is_wrapped_and_indented():
    lines = paragraph("word " * 30, 20, "  ").splitlines()
    assert all(line.startswith("  word") and len(line) <= 20 for line in lines)


def test_a_section_has_title_sentences_table_notes():
    section = Section("s", "Title", ("Said.",), TABLE, ("Noted.",))
    assert section_text(section, 80).splitlines()[:3] == ["TITLE", "  Said.", ""]
    assert section_text(section, 80).endswith("\n\n  Noted.")


def test_words_that_leave_no_room_for_numbers_are_wrapped():
    table = Table(("on", "x"), (("the cluster it was trained on", "1 million"), ("all", "2")))
    assert table_text(table, 34).splitlines() == [
        "  on                             x",
        "  the cluster it was     1 million",
        "   trained on",
        "  all                            2",
    ]


def test_no_line_of_a_table_is_wider_than_it_may_be(document):
    from forecast.writeup.first_screen import first_screen

    for width in (80, 60, 50):
        assert max(map(len, first_screen(document, width).splitlines())) <= width
