from forecast.writeup.figure_curves import draw_date, draw_gap, gap_rows


def test_titles_state_the_chance_and_never(document, never_document):
    assert draw_date(document).title == (
        "8 billion copies are affordable by the end of 2050 with chance 22%; "
        "never before 2101 with 34%"
    )
    assert draw_date(never_document).title.endswith("with chance <1%; never before 2101 with >99%")


def test_gap_title_without_a_median(never_document):
    assert draw_gap(never_document).title == (
        "8 billion copies are not affordable before 2101 in most draws; "
        "1 million come with the first model in 65% of draws"
    )


def test_no_gap_is_year_zero(document):
    first = gap_rows(document)[0]
    assert (first["n"], first["years"]) == (1e6, 0)
    assert first["p"] == document["answers"]["Q4"][0]["p_zero"]


def test_every_n_is_labelled_with_its_share_of_never(document):
    told = {text.get_text() for text in draw_date(document).figure.axes[1].texts}
    assert {"8 billion", "never 34%", "1 million", "never 7%"} <= told
