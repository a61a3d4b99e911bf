"""What drafts and the kind of model change in a prediction."""

import numpy as np
import pytest

from forecast.inputs.aliases import load_aliases
from forecast.pipeline.cost.chip import chip_of, linked
from forecast.pipeline.cost.draws import ACCEPTED, Learned
from forecast.pipeline.cost.filling import known_models
from forecast.pipeline.cost.predict import seconds_of
from forecast.pipeline.cost.rows import case_of
from forecast.serving.baselines import BASELINES, UNRECORDED
from tests.conftest import PRIORS

# Arithmetic alone: bandwidth so large that the roof is that of FLOP.
ARITHMETIC = BASELINES["full_peak"] | {
    "decode_bandwidth_share": 1e9,
    "roofline_sharpness": 4.0,
    ACCEPTED: 2.0,
}


@pytest.fixture
def case(cost_inputs):
    table = cost_inputs.tables["serving"]
    aliases = load_aliases(PRIORS, cost_inputs.tables["accelerators"])
    models = known_models(cost_inputs.tables["model_sizes"])

    def of(row_id, **changed):
        (row,) = table.where(lambda each: each["row_id"] == row_id).rows
        chip = linked(
            chip_of(aliases, row["accelerator"]), cost_inputs.links, cost_inputs.usual_link_share
        )
        return case_of(row | changed, {}, {}, chip, models)

    return of


def seconds(case):
    return float(seconds_of([case], ARITHMETIC, dict(UNRECORDED))[0])


def test_a_step_computes_what_is_drafted_and_yields_what_is_accepted(case):
    plain = seconds(case("srv-010", speculative_decoding=False))
    assert seconds(case("srv-010")) == pytest.approx(4.0 / 2.49 * plain, rel=1e-6)


def test_without_their_number_as_many_are_computed_as_accepted(case):
    plain = seconds(case("srv-010", speculative_decoding=False))
    unknown = case("srv-010", draft_tokens=None, accepted_tokens=None)
    assert np.isnan([unknown.draft_tokens, unknown.accepted_tokens]).all()
    assert seconds(unknown) == pytest.approx(plain, rel=1e-6)  # twice the work, half the steps


def test_reading_may_stream_weights_that_do_not_fit(cost_inputs, draws):
    from forecast.pipeline.cost.table import cases_of

    (row,) = cost_inputs.tables["serving"].where(lambda each: each["row_id"] == "srv-242").rows
    one_chip = row | {"n_accelerators": 1.0}  # 336 GB of weights on 186 GB
    writes = {"quantity": "output_tokens_per_s_per_user", "regime": "benchmark_decode"}
    reading, writing = cases_of([one_chip, one_chip | writes], cost_inputs, draws)
    assert not isinstance(reading, str)
    assert "the weights do not fit" in writing


def test_errors_of_dense_models_are_a_share_of_the_others():
    noise = {"dense_scatter_share": np.array([0.5, 0.8])}
    errors = Learned({}, noise, np.array([0.2, -0.1]), {}).log_errors(np.array([1.0, 0.0]))
    np.testing.assert_allclose(errors, [[0.1, 0.2], [-0.08, -0.1]])
