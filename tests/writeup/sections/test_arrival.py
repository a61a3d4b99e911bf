from forecast.writeup.sections.arrival import section


def test_date_with_intervals_and_never(document):
    (told,) = section(document).sentences
    assert told.startswith("Median 2039 (50% interval 2034 to 2045, 90% interval 2028 to >2100)")
    assert "Chance of none before 2101: 5%" in told
    assert "opinions, not measurements" in told


def test_the_heaviest_forecasts_and_the_rest_in_one_line(document):
    table = section(document).table
    assert table.rows[0] == ("metaculus_q5121", "Metaculus community", "30%", "2031")
    assert table.rows[4][0] == "hobbhahn_adaptation"
    assert table.rows[5] == ("2 more", "", "10%", "")
    assert table.left_columns == 2


def test_a_median_beyond_the_horizon_has_no_year(document):
    weights = document["answers"]["Q3"]["weights"]
    document["answers"]["Q3"]["weights"] = [weights[5]]
    assert section(document).table.rows == (
        ("xpt_superforecasters", "Persuasion Tournament", "6%", ">2100"),
    )


def test_a_date_that_was_set_is_no_opinion(document):
    document["answers"]["Q3"]["weights"] = []
    told = section(document)
    assert "opinions" not in told.sentences[0]
    assert told.sentences[0].endswith("Set for this run, not pooled from forecasts.")
    assert (told.table, told.notes) == (None, ())
