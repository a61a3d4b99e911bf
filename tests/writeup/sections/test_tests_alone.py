import pytest

from forecast.writeup.sections.tests_alone import hardest_sentence, limit_sentence, section


def _set(document, **chances):
    for row in document["answers"]["Q1c"]:
        row["p"] = chances.get(row["test"], row["p"])


def test_each_test_has_a_row_for_both_n(document):
    rows = section(document).table.rows
    assert len(rows) == 2 * (1 + 4)
    assert rows[1][0].strip() == "human-level model exists"


@pytest.mark.parametrize(
    ("test", "named"),
    [("wage", "the wage"), ("bill", "the yearly bill"), ("hardware", "the world's hardware")],
)
def test_the_hardest_of_all_tests_is_named(document, test, named):
    _set(document, **({"wage": 0.9, "bill": 0.8, "hardware": 0.7} | {test: 0.2}))
    told = hardest_sentence(document)
    assert told.startswith(f"At 8 billion copies {named} is the hardest test once there is a model")
    assert f"Passed by the end of 2035: {named} in 20% of draws, " in told


def test_tests_that_differ_by_less_than_a_point_are_called_alike(document):
    _set(document, wage=0.9, bill=0.305, hardware=0.3)
    told = hardest_sentence(document)
    assert "the world's hardware and the yearly bill are the hardest tests, about alike" in told


def test_what_the_bill_allows_stands_beside_the_wage(document):
    # 1.84e9 USD an hour over 8e9 copies; 24 USD rising 1 % a year from 2027 to 2035
    assert limit_sentence(document) == (
        "In 2035 a bill within world product allows 8 billion copies about USD 0.23 per "
        "copy-hour; the wage is USD 26 an hour."
    )


def test_without_the_answers_nothing_is_claimed(document):
    document["answers"]["Q1c"] = document["answers"]["bill_limit"] = []
    assert hardest_sentence(document) == limit_sentence(document) == ""
