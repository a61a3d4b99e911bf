from forecast.writeup.sections.headline import (
    contrast_sentence,
    main_sentence,
    section,
    shape_sentence,
)


def test_median_intervals_and_never_are_said(document):
    told = main_sentence(document)
    assert "in 2065 at the median (50% interval 2052 to >2100, 90% interval 2038 to >2100)" in told
    assert "Chance that it does not happen before 2101: 34%." in told
    assert contrast_sentence(document).startswith("1 million copies become affordable in 2040")


def test_a_median_beyond_the_horizon_is_no_year(document):
    for row in document["answers"]["Q2"]:
        row["quantiles"]["0.5"] = None
    assert "only after 2100, or never, in more than half of draws" in main_sentence(document)


def test_a_month_where_the_error_supports_it(document):
    for row in document["answers"]["Q1"]:
        row["mcse"] = 1e-5
    assert "in May 2065 at the median" in main_sentence(document)


def test_closing_windows_are_mentioned_when_they_matter(document):
    assert "In 1% of draws the window closes again" in main_sentence(document)
    for row in document["answers"]["Q2"]:
        row["p_window_closes"] = 0.001
    assert "window" not in main_sentence(document)


def test_how_much_hangs_on_the_shapes_is_said(document):
    assert shape_sentence(document) == ""
    same = {"n": 8e9, "theta": 1.0}
    document["answers"]["by_shape"] = [
        {**same, "trend": "all", "weight": 1.0, "p_never": 0.1},
        {**same, "trend": "stock_shape", "weight": 0.6, "p_never": 0.31},
        {**same, "trend": "stock_shape", "weight": 0.38, "p_never": 0.73},
        {**same, "trend": "stock_shape", "weight": 0.02, "p_never": 1.0},
    ]
    assert shape_sentence(document).endswith("never come runs from 31% to 73%.")
    assert shape_sentence(document) in section(document).sentences


def test_power_that_limits_hardware_is_called_judgement_where_it_is(document):
    same = {"n": 8e9, "theta": 1.0, "trend": "stock_shape", "weight": 0.5}
    document["answers"]["by_shape"] = [{**same, "p_never": p} for p in (0.3, 0.7)]
    document["answers"]["Q9b"] = [{"at": "supply", "year": 2035, "shares": {"power": 0.7}}]
    document["judgement"] = []
    assert "power" not in shape_sentence(document)
    document["judgement"] = [{"name": "power_available_watts"}]
    told = "judgement too (it limits new hardware of 2035 in 70% of draws): under one shape"
    assert told in shape_sentence(document)
    document["answers"]["Q9b"][0]["shares"]["power"] = 0.01
    assert "power" not in shape_sentence(document)


def test_without_the_headline_n_nothing_is_said(document):
    document["answers"]["Q2"] = []
    assert section(document).sentences == ()
