from forecast.writeup.sections.tests_alone import bill_sentence, section


def _set(document, test, p):
    for row in document["answers"]["Q1c"]:
        if row["test"] == test:
            row["p"] = p


def test_each_test_has_a_row_for_both_n(document):
    rows = section(document).table.rows
    assert len(rows) == 2 * (1 + 4)
    assert rows[1][0].strip() == "human-level model exists"


def test_the_harder_of_bill_and_wage_is_named(document):
    assert bill_sentence(document).startswith("At 8 billion copies the bill is the harder test")
    _set(document, "bill", 0.9)
    assert bill_sentence(document).startswith("At 8 billion copies the wage is the harder test")
    _set(document, "wage", 0.895)
    assert "decide about alike" in bill_sentence(document)


def test_the_limit_of_the_bill_is_told_when_known(document):
    document["answers"]["bill_limit"] = [{"n": 8e9, "year": 2027, "quantiles": {"0.5": 0.172}}]
    assert "(at most about USD 0.17 a copy-hour in 2027)" in bill_sentence(document)


def test_without_the_answer_nothing_is_claimed(document):
    document["answers"]["Q1c"] = []
    assert bill_sentence(document) == ""
