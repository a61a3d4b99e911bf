import datetime

from forecast.inputs.ingest.price_series import in_force, said_before


def row(day, title="a 1"):
    return {"observed_on": datetime.date(2026, 1, day), "source_title": title}


def test_the_last_before_and_the_next_after():
    series = [row(1), row(5), row(5, "b"), row(9), row(20)]
    assert in_force(series, datetime.date(2026, 1, 7)) == [row(5), row(5, "b"), row(9)]
    assert in_force(series, datetime.date(2026, 1, 5)) == [row(5), row(5, "b"), row(9)]
    assert in_force(series, datetime.date(2025, 1, 1)) == [row(1)]
    assert in_force([], datetime.date(2025, 1, 1)) == []


def test_the_last_word_of_one_catalogue():
    series = [row(1, "litellm 1.0"), row(5, "litellm 1.1"), row(9, "genai-prices 0.2")]
    assert said_before(series, row(9, "litellm 2.0")) == [row(5, "litellm 1.1")]
    assert said_before(series, row(9, "another")) == []
