from forecast.writeup.sections.gap import section


def test_a_row_for_each_n_in_rising_order(document):
    rows = section(document).table.rows
    assert [row[0] for row in rows] == ["1 million", "100 million", "1 billion", "8 billion"]
    assert rows[0][1:4] == ("65%", "0", "0 to 1.3")
    assert rows[3][3] == "5.8 to never"


def test_never_is_told_apart_from_no_model_at_all(document):
    # 5 % of draws have no model; 34 % of all draws never: (0.34 - 0.05) / 0.95 = 31 %
    assert section(document).sentences == (
        "In 5% of draws no human-level model comes before 2101. Given that one comes, 8 billion "
        "copies are never affordable in 31% and 1 million in 2%; the last column holds both.",
    )


def test_where_no_model_ever_comes_nothing_is_given(document):
    for row in document["answers"]["Q4"]:
        row["p_no_arrival"], row["p_never_given_arrival"] = 1.0, None
    assert section(document).sentences == ()


def test_never_in_every_draw(never_document):
    last = section(never_document).table.rows[-1]
    assert last[1:] == ("<1%", "never", "never", ">99%", ">99%", ">99%", ">99%", ">99%")
