from forecast.writeup.agreement import WITHIN, agreement, standard_errors


def _row(value, mcse=None, question="Q1", statistic="p", **keys):
    return {"question": question, "statistic": statistic, "value": value, "mcse": mcse, **keys}


def test_the_largest_deviation_is_in_errors_of_both():
    before = [_row(0.5, 0.03, n=1e6), _row(0.5, 0.03, n=8e9)]
    after = [_row("0.6", "0.04", n="1000000.0"), _row("0.5", "0.04", n="8000000000.0")]
    found = agreement(before, after, refitted=False)
    assert (found.n_numbers, found.n_without_error, found.differing) == (2, 0, ())
    assert found.largest["standard_errors"] == 2.0
    assert found.largest["name"] == "Q1, n 1000000, p"


def test_beyond_the_bound_differs():
    found = agreement([_row(0.0, 0.1)], [_row(0.1 * (WITHIN + 0.1) * 2**0.5, 0.1)], refitted=True)
    assert len(found.differing) == 1


def test_a_number_without_error_is_judged_only_with_the_same_posterior():
    pair = [_row(1.0)], [_row(1.001)]
    assert len(agreement(*pair, refitted=False).differing) == 1
    assert agreement(*pair, refitted=True).differing == ()
    assert agreement(*pair, refitted=True).n_without_error == 1


def test_a_number_that_is_missing_differs():
    assert len(agreement([_row(1.0, 0.1)], [], refitted=True).differing) == 1
    assert len(agreement([_row(1.0, 0.1)], [_row(None, None)], refitted=True).differing) == 1
    assert agreement([_row(None)], [_row("")], refitted=True).differing == ()


def test_rows_of_one_name_are_told_apart_and_scores_are_left_out():
    rows = [_row(1.0), _row(2.0), _row(3.0, question="Q16")]
    assert agreement(rows, rows[:2], refitted=False).n_numbers == 2


def test_no_error_is_none():
    assert standard_errors({"value": 1, "mcse": 0}, {"value": 1, "mcse": 0}) is None
    assert standard_errors({"value": 1, "mcse": None}, {"value": 1, "mcse": 1}) is None
