"""A series where it is known, any series where it is not, and rows that count something else."""

import datetime

import numpy as np
import pytest

from forecast.posterior.likelihoods.token_volume import TERMS
from forecast.posterior.predictive import token_volume

from .known import N, constant, context_of

LABELS = {
    f"token_volume_{name}_score": ("Google (all surfaces)", "OpenRouter")
    for name in ("level", "pace")
}
GOOGLE = {
    "observed_on": datetime.date(2027, 1, 1),
    "quantity": "tokens_per_day",
    "entity": "Google (Google (all AI products))",
    "value": 1e15,
}


@pytest.fixture(scope="module")
def draws():
    values = dict(zip(TERMS, (4.0, 4.0, 2.0), strict=True)) | {
        "token_volume_log_level": np.log(1e13),
        "token_volume_level_scatter": np.log(10.0),
        "token_volume_pace_scatter": 1e-9,
        "token_volume_row_scatter": 1e-9,
        "token_volume_tail_degrees": 5.0,
    }
    scores = {name: np.tile([1.0, -1.0], (N, 1)) for name in LABELS}
    return {**constant(values), **scores}


@pytest.fixture(scope="module")
def found(draws, priors_dir):
    rows = [
        GOOGLE,
        {**GOOGLE, "entity": "OpenRouter"},
        {**GOOGLE, "entity": "Newcomer"},
        {**GOOGLE, "quantity": "messages_per_day"},
    ]
    return token_volume.predict(
        rows, draws, context_of(priors_dir, LABELS), np.random.default_rng(1)
    )


def test_a_series_keeps_its_level_and_its_names(found):
    np.testing.assert_allclose(found[0].draws, 4e14)
    np.testing.assert_allclose(found[1].draws, 4e12)
    assert found[0].observed == 1e15


def test_a_series_not_seen_may_be_any(found):
    log10 = np.log10(found[2].draws)
    assert log10.mean() == pytest.approx(13 + np.log10(4.0), abs=0.2)
    assert log10.std() == pytest.approx(1.0, rel=0.15)


def test_other_quantities_are_declined_with_a_reason(found):
    assert found[3].startswith("messages_per_day is not fitted")
