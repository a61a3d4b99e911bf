from forecast.writeup.sections.published_trends import section

ROW = {
    "name": "stock", "source": "A study", "quantity": "total", "unit": "factor per year",
    "begin": 2022.0, "end": 2026.0, "theirs": 3.3, "theirs_low": 2.7, "theirs_high": 4.1,
    "q05": 2.0, "q50": 2.5, "q95": 3.0, "inside": False, "off_by": 0.926, "why": "ours is later",
}  # fmt: skip


def test_theirs_beside_ours_and_why_not(document):
    inside = {**ROW, "theirs_low": None, "inside": True, "off_by": 1.0, "why": ""}
    document["answers"]["published_trends"] = [ROW, inside]
    made = section(document)
    assert made.sentences == ("1 of 2 published estimates agree with ours of the same years.",)
    assert made.table.rows == (
        ("stock of accelerators",),
        ("  A study", "2022-2026", "3.30 [2.70 to 4.10]", "2.50 [2.00 to 3.00]", "NO, x0.93"),
        ("  A study", "2022-2026", "3.30", "2.50 [2.00 to 3.00]", "yes"),
    )
    assert made.notes[-1] == "Where ours lies outside: stock of accelerators: ours is later."


def test_a_long_source_is_shortened_and_a_range_alone_is_shown(document):
    row = {**ROW, "source": "x" * 90, "theirs": None}
    document["answers"]["published_trends"] = [row]
    line = section(document).table.rows[1]
    assert line[0] == "  " + "x" * 41 + "..."
    assert line[2] == "[2.70 to 4.10]"


def test_a_run_without_it_has_no_such_section(document):
    document["answers"].pop("published_trends", None)
    assert section(document) is None
