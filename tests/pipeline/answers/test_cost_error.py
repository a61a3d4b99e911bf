from dataclasses import replace

from forecast.pipeline.answers import cost_error
from forecast.pipeline.cost.left_out import stored
from forecast.pipeline.request import Request
from forecast.pipeline.run import load_inputs
from tests.conftest import AS_OF, PRIORS


def inputs():
    return load_inputs(Request(AS_OF, None, (), 1000, 1, PRIORS))


def test_the_stored_table_is_quoted_where_it_is_of_this_model(sample):
    assert cost_error.answer(sample, inputs()) == stored(PRIORS)["sources"]


def test_a_table_of_another_model_is_not_quoted(sample):
    ours = inputs()
    fewer = ours.tables["serving"].where(lambda row: row["study"] != "jakee417")
    other = replace(ours, tables={**ours.tables, "serving": fewer})
    assert cost_error.answer(sample, other) == []
