"""The first draws of a real run on the shipped posterior, with the tables it reads."""

import datetime

import numpy as np
import pytest

from forecast.kernel.block import record
from forecast.pipeline.joint_draws import block_drawer
from forecast.pipeline.request import Request
from forecast.pipeline.run import load_inputs
from forecast.pipeline.sample import EXTRA_NAMES, Sample
from forecast.posterior.obtain import posterior_for

TODAY = datetime.date(2026, 11, 22)
N_DRAWS = 2000


@pytest.fixture(scope="session")
def run(priors_dir):
    """Sample and inputs of a run, and the request."""
    request = Request(TODAY, None, (), N_DRAWS, 7, priors_dir)
    inputs = load_inputs(request)
    posterior, _ = posterior_for(inputs.base, inputs.tables, 7, priors_dir, None)
    draws = block_drawer(request, inputs, posterior)(0)
    extra = {name: draws[name][:N_DRAWS] for name in EXTRA_NAMES}
    dates = np.full(N_DRAWS, np.inf)
    return Sample(record(draws, N_DRAWS), extra, dates, request.start_year()), inputs
