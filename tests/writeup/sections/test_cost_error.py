from forecast.writeup.sections.cost_error import section
from tests.writeup.test_cost_error import SOURCE, UNSEEN


def test_the_error_by_source(document):
    document["answers"]["Q15"] = [SOURCE, UNSEEN]
    made = section(document)
    assert "Over 281 measured speeds" in made.sentences[0]
    assert "a factor 1.17, and 82% lie" in made.sentences[0]
    assert len(made.table.rows) == 2


def test_a_run_without_it_has_no_such_section(document):
    document["answers"].pop("Q15", None)
    assert section(document) is None
