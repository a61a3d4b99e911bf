import numpy as np
import pytest

from forecast.locations import default_priors
from forecast.posterior.predicting import Context, group_effects, student, unknown_chip

N = 4000


@pytest.fixture
def context():
    import datetime

    from forecast.inputs.evidence import load_table

    priors = default_priors()
    tables = {"accelerators": load_table(priors, "accelerators")}
    return Context(tables, {}, priors, datetime.date(2026, 1, 1), {"score": ("a", "b")})


def test_a_known_group_has_its_effect_and_an_unseen_one_the_spread(context):
    draws = {"score": np.tile([1.0, -2.0], (N, 1))}
    scatter = np.full(N, 0.5)
    rng = np.random.default_rng(1)
    known, other, unseen, again = group_effects(
        "score", scatter, ["a", "b", "c", "c"], draws, context, rng
    )
    assert (known == 0.5).all()
    assert (other == -1.0).all()
    assert np.std(unseen) == pytest.approx(0.5, rel=0.05)
    assert np.mean(unseen) == pytest.approx(0.0, abs=0.04)
    assert (again == unseen).all()


def test_noise_is_as_wide_as_its_scale_and_heavier_than_normal():
    rng = np.random.default_rng(2)
    noise = student(np.full(200_000, 5.0), np.full(200_000, 0.3), rng)
    assert np.quantile(noise, 0.95) == pytest.approx(0.3 * 2.015, rel=0.03)


def test_an_unknown_chip_is_answered_with_the_nearest(context):
    told = unknown_chip("NVIDIA H10O", context)
    assert told.startswith("no such accelerator: 'NVIDIA H10O'; did you mean")
    assert "H100" in told
