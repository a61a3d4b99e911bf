"""Rows that do not state their lengths: which are predicted, and that the interval is wider."""

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.inputs.aliases import load_aliases
from forecast.pipeline.cost.chip import chip_of, linked
from forecast.pipeline.cost.filling import known_models
from forecast.pipeline.cost.lengths import LATENT, NOTE
from forecast.pipeline.cost.predict import predicted_values
from forecast.pipeline.cost.rows import case_of
from tests.conftest import PRIORS


@pytest.fixture
def case(cost_inputs):
    table = cost_inputs.tables["serving"]
    aliases = load_aliases(PRIORS, cost_inputs.tables["accelerators"])

    def of(row_id, **changed):
        (row,) = table.where(lambda each: each["row_id"] == row_id).rows
        chip = linked(
            chip_of(aliases, row["accelerator"]), cost_inputs.links, cost_inputs.usual_link_share
        )
        return case_of(row | changed, {}, {}, chip, known_models(cost_inputs.tables["model_sizes"]))

    return of


def test_traffic_of_unknown_length_is_that_of_today(case, draws):
    unknown = case("srv-003", context_tokens=None)
    assert unknown.latent is not None
    assert NOTE in unknown.notes
    known = case("srv-003", context_tokens=10_000.0)
    assert known.latent is None
    wide, narrow = (
        np.subtract(*np.log(np.quantile(predicted_values([each], draws), (0.9, 0.1))))
        for each in (unknown, known)
    )
    assert wide > 1.1 * narrow


def test_a_longer_context_is_slower(case, draws):
    latent = case("srv-009", context_tokens=None).latent
    short, long = (latent.fields(length, 10.0) for length in (1e3, 1e5))
    assert long["read_tokens"] == 100 * short["read_tokens"]
    assert long["decode_flop"] > short["decode_flop"]
    assert long["prefill_flop"] == 0.0  # speed of a stream: nothing is read in a step


@pytest.mark.parametrize("row_id", ["srv-031", "srv-032"])
def test_a_benchmark_chooses_its_own_lengths(case, row_id):
    with pytest.raises(InputError, match="not in the row: input_tokens, output_tokens"):
        case(row_id)


def test_lengths_stated_are_kept(case, draws):
    other = case("srv-008", **dict.fromkeys(LATENT))
    together = predicted_values([case("srv-019"), other], draws)
    alone = predicted_values([case("srv-019")], draws)
    np.testing.assert_allclose(together[:, 0], alone[:, 0])
