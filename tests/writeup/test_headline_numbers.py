from forecast.writeup.headline_numbers import headline_numbers, headline_text, moved_text


def test_the_numbers_are_those_of_the_document(document):
    found = headline_numbers(document)
    q1 = next(
        r for r in document["answers"]["Q1"]
        if (r["n"], r["theta"], r["year"]) == (8e9, 1.0, 2035)
    )  # fmt: skip
    assert found["p_8e9_by_2035"] == q1["p"]
    assert headline_text(found) == "8 billion copies: median 2065, 34% never before 2101"


def test_never_is_no_year(never_document):
    found = headline_numbers(never_document)
    assert found["median_8e9"] is None
    assert headline_text(found) == "8 billion copies: median after 2100, 100% never before 2101"
    told = moved_text({**found, "median_8e9": 2070.0, "p_never_8e9": 0.4}, found)
    assert told.startswith("8 billion: median 2070 to after 2100, never 40% to 100%")


def test_the_first_one_moved_nothing(document):
    assert moved_text(None, headline_numbers(document)) == "the first one"
