"""A sample of draws from the cards, as a run keeps it."""

import numpy as np
import pytest

from forecast.inputs.questions import all_cases
from forecast.pipeline.sample import EXTRA_NAMES, Sample
from tests.conftest import START


@pytest.fixture
def sample(prior_draws, base_beliefs):
    n = 400
    rng = np.random.default_rng(3)
    extra = {
        name: base_beliefs[name].quantile_of_score(rng.standard_normal(n)) for name in EXTRA_NAMES
    }
    records = prior_draws(n, seed=9)
    return Sample(records, extra, np.full((n, len(all_cases())), np.inf), START, n)
