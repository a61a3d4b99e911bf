from forecast.writeup.sections.chances import section


def test_a_row_for_each_n_and_theta_with_a_cell_for_each_year(document):
    table = section(document).table
    assert table.headers == (
        *("N copies at once", "2027", "2028", "2030", "2035", "2040", "2050", "2100", "never"),
    )
    full = [row for row in table.rows if len(row) > 1]
    assert len(full) == 4 * 2 + 2
    assert all(len(row) == len(table.headers) for row in full)


def test_readings_stand_beside_the_default_one(document):
    labels = [row[0].strip() for row in section(document).table.rows]
    assert "8 billion workers' work" in labels
    assert "8.2 billion = population" in labels


def test_the_error_is_stated(document):
    assert "Monte Carlo error: at most 0.5 percentage points" in section(document).notes[0]


def test_a_large_error_makes_coarse_numbers(document):
    for row in document["answers"]["Q1"]:
        row["mcse"] = 0.02
    cells = next(row[1:8] for row in section(document).table.rows if row[0] == "  8 billion")
    assert cells == ("<5%", "<5%", "<5%", "5%", "5%", "20%", "65%")


def test_without_other_readings(document):
    del document["answers"]["Q1b"]
    assert len(section(document).notes) == 1
