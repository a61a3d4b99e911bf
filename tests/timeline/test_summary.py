import numpy as np
import pytest

from forecast.errors import GateRefused
from forecast.timeline.collect import summarise
from forecast.timeline.summary import (
    BINS_PER_DECADE,
    FIRST_LOG10,
    N_LOG10_BINS,
    log10_quantile,
    monthly_counts,
    quantile,
    widened,
)


def test_counts_and_quantiles_by_month():
    values = np.array([[2026.0], [2026.5], [2030.25], [np.inf]])
    counts, sums = monthly_counts(values, 2026.0)
    assert counts[0, [0, 6, 51]].tolist() == [1, 1, 1]
    assert quantile(counts[0], sums[0], 4, 0.5) == 2026.5
    assert quantile(counts[0], sums[0], 4, 0.75) == 2030.25


def test_a_quantile_beyond_the_horizon_is_none_not_a_year():
    counts, sums = monthly_counts(np.full((10, 1), np.inf), 2026.0)
    assert quantile(counts[0], sums[0], 10, 0.5) is None


def test_quantiles_are_within_a_month_of_the_sample():
    rng = np.random.default_rng(0)
    values = 2026 + rng.lognormal(2, 0.7, (50_000, 1))
    values[values >= 2101] = np.inf
    counts, sums = monthly_counts(values, 2026.0)
    for level in (0.05, 0.5, 0.9):
        exact = np.quantile(values, level, method="inverted_cdf")
        assert quantile(counts[0], sums[0], 50_000, level) == pytest.approx(exact, abs=1 / 12)


def test_log10_quantile_of_a_uniform():
    counts = np.zeros(N_LOG10_BINS, dtype=int)
    start = int(-FIRST_LOG10 * BINS_PER_DECADE)
    counts[start : start + BINS_PER_DECADE] = 10  # log10 uniform on 0..1
    assert log10_quantile(counts, 0.5) == pytest.approx(10**0.5, rel=1e-9)


def block(first, rows=4):
    shape = first.shape
    return summarise(
        first=first,
        binding=np.full(shape, 2, dtype=np.int8),
        closes=np.zeros(shape, dtype=bool),
        worst=np.zeros((shape[1], 3, 5), dtype=np.int64),
        curve_counts=np.zeros((3, 3, 5), dtype=np.int32),
        code_counts=np.zeros((2, 3, 5), dtype=np.int64),
        human_level_date=np.full(shape[0], 2030.0),
        years_asked=(2030, 2035),
        n_rows=rows,
        origin=2026.0,
    )


def test_hits_gaps_and_sums_of_blocks():
    one = block(np.array([[2030.0], [2030.99], [2031.0], [np.inf]]))
    assert one.row_hits[0].tolist() == [[1, 1, 0, 0], [1, 1, 1, 0]]
    assert one.zero_gaps.tolist() == [1]
    two = one + one
    assert two.n_draws.tolist() == [8]
    assert two.row_draws[0].tolist() == [2, 2, 2, 2]
    assert two.row_hits[0, 0].tolist() == [2, 2, 0, 0]


def test_a_widened_summary_counts_nothing_for_the_other_cases():
    one = block(np.array([[2030.0], [2030.99], [2031.0], [np.inf]]))
    wide = widened(one, np.array([1]), 3)
    assert wide.n_draws.tolist() == [0, 4, 0]
    assert wide.row_hits.sum(axis=(1, 2)).tolist() == [0, one.row_hits.sum(), 0]


def test_draws_that_never_cross_bind_nothing():
    never = np.array([[np.inf], [2031.0]])
    summary = summarise(
        first=never,
        binding=np.array([[5], [1]], dtype=np.int8),
        closes=np.zeros((2, 1), dtype=bool),
        worst=np.zeros((1, 1, 5), dtype=np.int64),
        curve_counts=np.zeros((3, 1, 5), dtype=np.int32),
        code_counts=np.zeros((2, 1, 5), dtype=np.int64),
        human_level_date=np.array([2030.0, 2030.0]),
        years_asked=(2030,),
        n_rows=2,
        origin=2026.0,
    )
    assert summary.binding[0].tolist() == [0, 1, 0, 0, 0, 0]


def test_nan_is_refused_not_counted_as_not_yet():
    with pytest.raises(GateRefused, match="not a number"):
        block(np.array([[np.nan]]), rows=1)
