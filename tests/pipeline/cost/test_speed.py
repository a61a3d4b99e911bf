"""How long an answer takes from the posterior that ships."""

import time

import pytest

from forecast.pipeline.cost.configuration import Configuration
from forecast.pipeline.cost.one import cost
from forecast.pipeline.cost.table import cost_table
from tests.conftest import PRIORS

A_THOUSAND = 1000


@pytest.mark.slow
def test_a_thousand_rows_and_one_configuration(cost_inputs, tmp_path, reads_anew):
    """Aims: 5 s and 2 s of wall time; CPU time is asserted, since the machine may be shared."""
    header, *lines = (PRIORS / "evidence/serving/data.csv").read_text().splitlines(keepends=True)
    path = tmp_path / "many.csv"
    path.write_text(header + "".join((lines * (A_THOUSAND // len(lines) + 1))[:A_THOUSAND]))
    started = time.process_time()
    assert len(cost_table(path, cost_inputs)["rows"]) == A_THOUSAND
    assert time.process_time() - started < 5.0
    started = time.process_time()
    cost(Configuration(model="Llama-3.1-405B", accelerator="H100", weight_bits=8.0), cost_inputs)
    assert time.process_time() - started < 2.0
