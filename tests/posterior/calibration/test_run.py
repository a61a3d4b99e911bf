"""A block of two quantities, calibrated; and faults planted in its data, caught."""

import numpy as np
import pytest

from forecast.posterior.calibration.quantities import HEADLINE, LOG_LIKELIHOOD
from forecast.posterior.calibration.record import (
    calibration_status,
    density_hash,
    read_record,
    write_record,
)
from forecast.posterior.calibration.run import Calibration, calibrate, thinned
from forecast.posterior.sampler import Sampler

FAST = Sampler(chains=2, draws=150, tune=200, target_accept=0.9, max_depth=8)


@pytest.mark.slow
def test_the_toy_block_is_calibrated_and_its_record_comes_back(
    toy_block, toy_beliefs, toy_tables, empty_priors
):
    found = calibrate(toy_block, toy_beliefs, toy_tables, 20, seed=11, sampler=FAST)
    assert set(found.ranks) == {"toy_level", "toy_growth", HEADLINE, LOG_LIKELIHOOD}
    assert all(len(ranks) == 20 for ranks in found.ranks.values())
    assert found.n_failed == 0
    assert all(each["inside"] for each in found.verdicts().values())
    density = density_hash(toy_block, toy_beliefs, toy_tables)
    write_record(empty_priors, found, density)
    kept = read_record(empty_priors)["toy"]["worlds_by_rank"]["toy_level"]
    assert len(kept) == found.n_draws + 1
    assert np.repeat(np.arange(len(kept)), kept).tolist() == sorted(found.ranks["toy_level"])
    (status,) = calibration_status(toy_beliefs, toy_tables, empty_priors, (toy_block,)).values()
    assert status["is_current"]
    assert status["is_inside"]
    assert not status["is_enough"]


@pytest.mark.slow
def test_noise_half_as_large_again_is_caught_in_few_worlds(toy_block, toy_beliefs, toy_tables):
    def louder(data):
        """Twice the scatter around each row's own mean over the groups."""
        values = data["toy_log_value"]
        trend = np.polynomial.Polynomial.fit(np.arange(len(values)), values, 1)
        line = trend(np.arange(len(values)))
        return {"toy_log_value": line + 2.0 * (values - line)}

    found = calibrate(toy_block, toy_beliefs, toy_tables, 30, seed=12, sampler=FAST, distort=louder)
    assert not found.verdicts()[LOG_LIKELIHOOD]["inside"]


def test_the_hash_sees_beliefs_and_not_rows(toy_block, toy_beliefs, toy_tables):
    own = density_hash(toy_block, toy_beliefs, toy_tables)
    table = toy_tables["toy"]
    fewer = type(table)(table.name, table.card, table.rows[:-1])
    assert density_hash(toy_block, toy_beliefs, toy_tables | {"toy": fewer}) == own
    wider = toy_beliefs | {"toy_level": type(toy_beliefs["toy_level"])(p05=0.5, p50=2.0, p95=9.0)}
    assert density_hash(toy_block, wider, toy_tables) != own


def test_a_record_of_another_density_is_not_current(
    toy_block, toy_beliefs, toy_tables, empty_priors
):
    ranks = {"toy_level": np.arange(300) % 101}
    write_record(empty_priors, Calibration("toy", ranks, 100, 0), "0" * 64)
    (status,) = calibration_status(toy_beliefs, toy_tables, empty_priors, (toy_block,)).values()
    assert not status["is_current"]
    assert status["is_enough"]


def test_a_failed_fit_counts(empty_priors, toy_block, toy_beliefs, toy_tables):
    density = density_hash(toy_block, toy_beliefs, toy_tables)
    ranks = {"toy_level": np.arange(300) % 101}
    write_record(empty_priors, Calibration("toy", ranks, 100, 1), density)
    (status,) = calibration_status(toy_beliefs, toy_tables, empty_priors, (toy_block,)).values()
    assert not status["is_inside"]


def test_no_record_says_so(empty_priors, toy_block, toy_beliefs, toy_tables):
    (status,) = calibration_status(toy_beliefs, toy_tables, empty_priors, (toy_block,)).values()
    assert status["replicates"] == 0
    assert not status["is_current"]


def test_thinned_draws_come_from_all_chains():
    values = {"a": np.arange(20.0).reshape(2, 10)}
    assert thinned(values, 3)["a"].tolist() == [0.0, 9.0, 19.0]
