from forecast.writeup.figure_curves import draw_date, draw_gap, gap_rows


def test_titles_state_the_chance_and_never(document, never_document):
    assert draw_date(document).title == (
        "8 billion copies are affordable by the end of 2050 with chance 22%; "
        "never before 2101 with 34%"
    )
    assert draw_date(never_document).title.endswith("with chance <1%; never before 2101 with >99%")


def test_gap_title_says_how_much_comes_at_once_and_how_much_soon(document, never_document):
    # 1 million: 93 % ever, of which 70 % at once; 8 billion: 66 % (1 - 0.94 exp(-10/14))
    start = "1 million copies are affordable with the first human-level model in 65% of draws; "
    assert draw_gap(document).title == f"{start}8 billion within 10 years of it in 36%"
    assert draw_gap(never_document).title == f"{start}8 billion within 10 years of it in <1%"


def test_draws_with_a_model_are_a_ceiling_over_all_lines(document):
    for draw in (draw_date, draw_gap):
        axes = draw(document).figure.axes[0]
        (told,) = [text.get_text() for text in axes.texts if "human-level model" in text.get_text()]
        assert told == "a human-level model comes before 2101: 95%"


def test_no_gap_is_year_zero(document):
    first = gap_rows(document)[0]
    assert (first["n"], first["years"]) == (1e6, 0)
    assert first["p"] == document["answers"]["Q4"][0]["p_zero"]


def test_every_n_is_labelled_with_its_share_of_never(document):
    told = {text.get_text() for text in draw_date(document).figure.axes[1].texts}
    assert {"8 billion", "never 34%", "1 million", "never 7%"} <= told
