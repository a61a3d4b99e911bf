import json

import pytest

from forecast.errors import OutputError
from forecast.writeup.document import check_document, to_json


def test_a_good_document_passes(document):
    check_document(document)
    assert json.loads(to_json(document)) == document


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_no_nan_leaves_the_program(document, bad):
    document["answers"]["Q3"]["p_never"] = bad
    with pytest.raises(OutputError, match="not finite"):
        check_document(document)


def test_a_chance_outside_0_to_1(document):
    document["answers"]["Q1"][0]["p"] = 1.2
    with pytest.raises(OutputError, match="Q1: a chance outside 0 to 1"):
        check_document(document)


def test_quantiles_that_fall(document):
    document["answers"]["Q3"]["quantiles"]["0.05"] = 2099.0
    with pytest.raises(OutputError, match="Q3: quantiles fall"):
        check_document(document)


def test_a_finite_quantile_above_a_level_beyond_the_horizon(document):
    document["answers"]["Q3"]["quantiles"]["0.5"] = None
    with pytest.raises(OutputError, match="Q3: quantiles fall"):
        check_document(document)


def test_no_copies_is_zero_and_no_hardware_beyond_every_bound(document):
    document["answers"]["Q6"][0]["quantiles"]["0.05"] = 0.0
    document["answers"]["Q7"][0]["quantiles"]["0.95"] = None
    check_document(document)
    document["answers"]["Q7"][0]["quantiles"]["0.05"] = None
    with pytest.raises(OutputError, match="Q7: quantiles fall"):
        check_document(document)


def test_a_chance_that_falls_with_the_year(document):
    document["answers"]["Q1"][6]["p"] = 0.0
    with pytest.raises(OutputError, match="Q1: the chance falls"):
        check_document(document)


def test_a_share_of_draws_given_that_a_model_comes(document):
    document["answers"]["Q4"][0]["p_never_given_arrival"] = None
    check_document(document)
    document["answers"]["Q4"][0]["p_never_given_arrival"] = -0.1
    with pytest.raises(OutputError, match="Q4: a chance outside 0 to 1"):
        check_document(document)


def test_a_chance_without_its_error(document):
    document["answers"]["Q1"][0]["mcse"] = None
    with pytest.raises(OutputError, match="without its Monte Carlo error"):
        check_document(document)


def test_weights_that_do_not_add_to_one(document):
    document["answers"]["Q3"]["weights"][0]["weight"] = 0.4
    with pytest.raises(OutputError, match=r"Q3: weights add to 1\.1"):
        check_document(document)


def test_a_date_that_was_set_has_no_weights(document):
    document["answers"]["Q3"]["weights"] = []
    check_document(document)
