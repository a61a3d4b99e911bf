"""The pool of forecasts: known answers of one component, of the cut at today, of the weights."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from forecast.supply.arrival import (
    component_survival,
    dates_alone,
    dates_of_scores,
    draw_dates,
    pool_cdf,
    weights_left,
)

ONE = {"made": np.array([2020.0]), "weights": np.array([1.0])}
LOG_TEN = np.log([[10.0]])


def many(n: int, log_median: list[float], spread: list[float]) -> dict[str, np.ndarray]:
    return {"log_median": np.tile(log_median, (n, 1)), "spread": np.tile(spread, (n, 1))}


def uniforms(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.random.default_rng(seed).random((2, n)))


def plain_loop_date(u, v, made, log_median, spread, weights, as_of):
    """One draw, by conditioning weights and then inverting the cdf of the chosen component."""
    past = [
        ndtr((np.log(as_of - m) - mu) / s) if as_of > m else 0.0
        for m, mu, s in zip(made, log_median, spread, strict=True)
    ]
    left = [w * (1 - p) for w, p in zip(weights, past, strict=True)]
    chosen, running = 0, left[0]
    while u * sum(left) >= running:
        chosen += 1
        running += left[chosen]
    p = past[chosen] + v * (1 - past[chosen])
    return made[chosen] + np.exp(log_median[chosen] + spread[chosen] * ndtri(p))


def test_half_the_probability_lies_before_the_median():
    assert pool_cdf(2030.0, log_median=LOG_TEN, spread=np.array([[0.7]]), **ONE) == [0.5]


def test_one_sd_above_the_median_in_logs():
    year = 2020 + 10 * np.exp(0.7)
    p = pool_cdf(year, log_median=LOG_TEN, spread=np.array([[0.7]]), **ONE)
    assert p == pytest.approx(0.8413447, abs=1e-6)  # standard normal table


def test_nothing_before_the_forecast_was_made():
    assert component_survival(2019.0, ONE["made"], LOG_TEN, np.array([[0.7]])) == [[1.0]]


def test_pool_of_two_is_their_mean():
    values = many(1, list(np.log([10.0, 20.0])), [1.0, 1.0])
    made, weights = np.array([2020.0, 2010.0]), np.array([0.5, 0.5])
    assert pool_cdf(2030.0, made, **values, weights=weights) == [0.5]


def test_median_of_one_component():
    date, score = draw_dates(
        np.array([0.3]), np.array([0.5]), **ONE, log_median=LOG_TEN, spread=np.array([[0.7]]),
        as_of_year=2020.0,
    )  # fmt: skip
    assert date == pytest.approx([2030.0])
    assert score == pytest.approx([0.0], abs=1e-12)


def test_cut_at_the_median_leaves_the_upper_half():
    date, score = draw_dates(
        np.array([0.3]), np.array([0.5]), **ONE, log_median=LOG_TEN, spread=np.array([[0.7]]),
        as_of_year=2030.0,
    )  # fmt: skip
    # the middle of the upper half is the 75 % quantile: score 0.6745
    assert date == pytest.approx([2020 + 10 * np.exp(0.7 * 0.6744898)], rel=1e-9)
    assert score == pytest.approx([0.0], abs=1e-9)


def test_weight_of_a_component_falls_with_what_it_put_on_the_past():
    n = 40_000
    values = many(n, list(np.log([10.0, 1000.0])), [0.5, 0.01])
    date, _ = draw_dates(
        *uniforms(n), made=np.array([2020.0, 2020.0]), weights=np.array([0.5, 0.5]), **values,
        as_of_year=2030.0,
    )  # fmt: skip
    # alive: one half of the first, all of the second: a third of the pool and two thirds
    assert np.mean(date > 2500) == pytest.approx(2 / 3, abs=0.01)
    assert date.min() >= 2030.0


def test_same_as_the_plain_loop():
    n, rng = 200, np.random.default_rng(2)
    made, weights = np.array([2016.0, 2022.5, 2026.9]), np.array([0.2, 0.5, 0.3])
    log_median, spread = rng.normal(2.5, 0.8, (n, 3)), rng.uniform(0.3, 2.0, (n, 3))
    u, v = uniforms(n)
    date, _ = draw_dates(
        u, v, made=made, log_median=log_median, spread=spread, weights=weights, as_of_year=2026.9
    )
    loop = [
        plain_loop_date(u[i], v[i], made, log_median[i], spread[i], weights, 2026.9)
        for i in range(n)
    ]
    np.testing.assert_allclose(date, loop, rtol=1e-9)


def test_scores_are_standard_normal_and_rise_with_the_date():
    n = 20_000
    values = many(n, list(np.log([5.0, 30.0])), [1.3, 0.8])
    date, score = draw_dates(
        *uniforms(n), made=np.array([2026.7, 2022.5]), weights=np.array([0.4, 0.6]), **values,
        as_of_year=2026.9,
    )  # fmt: skip
    assert score.mean() == pytest.approx(0.0, abs=0.03)
    assert score.std() == pytest.approx(1.0, abs=0.03)
    assert np.all(np.diff(score[np.argsort(date)]) >= 0)
    assert date.shape == score.shape == (n,)


def test_a_lone_lognormal_is_its_quantiles_cut_at_today():
    # made 2020, median 10 years ahead, spread 0.7; today 2030 is its median: the upper half is left
    levels = np.array([0.05, 0.5, 0.95])
    date = dates_of_scores(
        ndtri(levels), **ONE, log_median=np.full((3, 1), np.log(10.0)),
        spread=np.full((3, 1), 0.7), as_of_year=2030.0,
    )  # fmt: skip
    upper_half = 0.5 + 0.5 * levels
    np.testing.assert_allclose(date, 2020 + 10 * np.exp(0.7 * ndtri(upper_half)), rtol=1e-12)


def test_not_cut_before_it_was_made():
    values = {"log_median": LOG_TEN, "spread": np.array([[0.7]])}
    date = dates_of_scores(np.array([0.0]), **ONE, **values, as_of_year=2020.0)
    assert date == pytest.approx([2030.0])


def test_the_date_of_a_score_is_that_whose_score_it_is():
    n, rng = 5_000, np.random.default_rng(3)
    pool = {
        "made": np.array([2016.5, 2022.5, 2026.7]),
        "weights": np.array([0.2, 0.5, 0.3]),
        "log_median": rng.normal(2.5, 0.8, (n, 3)),
        "spread": rng.uniform(0.3, 2.0, (n, 3)),
        "as_of_year": 2026.9,
    }
    date, score = draw_dates(*uniforms(n), **pool)
    np.testing.assert_allclose(dates_of_scores(score, **pool) - 2026.9, date - 2026.9, rtol=3e-6)


@pytest.mark.parametrize("score", [-9.0, 9.0])
def test_scores_far_out_give_dates_that_are_finite_and_not_past(score):
    values = many(1, list(np.log([5.0, 30.0])), [2.0, 0.8])
    pool = {"made": np.array([2026.7, 2022.5]), "weights": np.array([0.5, 0.5])}
    (date,) = dates_of_scores(np.array([score]), **pool, **values, as_of_year=2026.9)
    assert np.isfinite(date)
    assert date >= 2026.9


def test_weights_left_are_those_of_what_is_still_to_come():
    # one half of the first is still to come, all of the second: a third and two thirds
    values = many(2, list(np.log([10.0, 1000.0])), [0.5, 0.01])
    made, weights = np.array([2020.0, 2020.0]), np.array([0.5, 0.5])
    left = weights_left(made, **values, weights=weights, as_of_year=2030.0)
    np.testing.assert_allclose(left, [1 / 3, 2 / 3], rtol=1e-9)
    unchanged = weights_left(made, **values, weights=weights, as_of_year=2020.0)
    np.testing.assert_allclose(unchanged, weights)


def test_each_forecast_alone_at_its_own_median():
    values = many(1, list(np.log([10.0, 1000.0])), [0.5, 0.01])
    alone = dates_alone(
        np.array([0.5]), made=np.array([2020.0, 2020.0]), **values, as_of_year=2020.0
    )
    np.testing.assert_allclose(alone, [[2030.0, 3020.0]])
