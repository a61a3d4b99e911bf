from forecast.writeup.sections.gap import section


def test_a_row_for_each_n_in_rising_order(document):
    rows = section(document).table.rows
    assert [row[0] for row in rows] == ["1 million", "100 million", "1 billion", "8 billion"]
    assert rows[0][1:4] == ("65%", "0", "0 to 1.3")
    assert rows[3][3] == "5.8 to never"


def test_never_in_every_draw(never_document):
    last = section(never_document).table.rows[-1]
    assert last[1:] == ("<1%", "never", "never", ">99%", ">99%", ">99%", ">99%", ">99%")
