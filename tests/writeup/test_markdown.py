from forecast.writeup.markdown import section_parts, summary_markdown, table_markdown
from forecast.writeup.section import Section, Table


def test_the_page_holds_headline_tables_and_each_figure_once(document):
    page = summary_markdown(document, {"gap": "The gap", "affordable_date": "The date"})
    assert page.startswith("# When do copies")
    assert page.count("](figures/gap.svg)") == 1
    assert page.count("![The date](figures/affordable_date.svg)") == 1
    assert "| N copies at once | 2027 |" in page
    assert page.endswith("[summary.json](summary.json).\n")


def test_control_characters_are_escaped():
    section = Section("x", "A|B", ("<b>",), None, ("*n*",))
    assert section_parts(section) == ["## A\\|B", "\\<b\\>", "\\*n\\*"]


def test_a_heading_row_fills_the_width():
    table = Table(("a", "b"), (("over",), ("x", "1")))
    assert table_markdown(table).splitlines() == [
        "| a | b |",
        "| --- | ---: |",
        "| **over** |  |",
        "| x | 1 |",
    ]


def test_columns_of_words_start_at_the_left():
    table = Table(("who", "group", "weight"), (("a", "b", "1%"),), left_columns=2)
    assert table_markdown(table).splitlines()[1] == "| --- | --- | ---: |"
