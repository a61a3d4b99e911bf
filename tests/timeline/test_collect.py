import numpy as np

from forecast.timeline.collect import N_OUTCOMES, summarise
from forecast.timeline.first_date import BINDING_NAMES


def test_there_is_an_outcome_for_each_test_and_none():
    assert len(BINDING_NAMES) == N_OUTCOMES


def test_a_partial_block_leaves_the_other_rows_without_hits():
    first = np.array([[2030.5], [2040.0]])
    summary = summarise(
        first=first,
        binding=np.ones((2, 1), dtype=np.int8),
        closes=np.array([[True], [False]]),
        worst=np.zeros((1, 1, 5), dtype=np.int64),
        curve_counts=np.zeros((3, 1, 1), dtype=np.int32),
        code_counts=np.zeros((2, 1, 5), dtype=np.int64),
        human_level_date=np.array([2029.0, 2040.0]),
        years_asked=(2030, 2050),
        n_rows=5,
        origin=2026.0,
    )
    assert summary.row_hits[0].tolist() == [[1, 0, 0, 0, 0], [1, 1, 0, 0, 0]]
    assert summary.zero_gaps.tolist() == [1]
    assert summary.closings.tolist() == [1]
    assert summary.gap_counts[0].nonzero()[0].tolist() == [0, 18]
