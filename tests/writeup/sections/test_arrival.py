from forecast.writeup.sections.arrival import section


def test_date_with_intervals_and_never(document):
    (told,) = section(document).sentences
    assert told.startswith("Median 2039 (50% interval 2034 to 2045, 90% interval 2028 to >2100)")
    assert "Chance of none before 2101: 5%" in told
    assert "opinions, not measurements" in told
