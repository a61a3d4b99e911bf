"""Contrasts of groups: orthonormal, and an effect of a group moves its mean alone."""

import numpy as np

from forecast.posterior.contrasts import group_contrasts

LABELS = ["a", "b", "a", "c", "a", "b"]


def test_the_matrix_is_orthonormal():
    matrix, _ = group_contrasts(LABELS)
    np.testing.assert_allclose(matrix @ matrix.T, np.eye(6), atol=1e-12)


def test_an_effect_of_a_group_moves_the_mean_alone():
    matrix, n_rows = group_contrasts(LABELS)
    moved = matrix @ np.array([label == "a" for label in LABELS], dtype=float)
    assert sorted(n_rows) == [0, 0, 0, 1, 2, 3]
    np.testing.assert_allclose(moved[n_rows == 3], np.sqrt(3.0))
    np.testing.assert_allclose(moved[n_rows != 3], 0.0, atol=1e-12)


def test_no_rows_give_no_lines():
    matrix, n_rows = group_contrasts([])
    assert matrix.shape == (0, 0)
    assert n_rows.shape == (0,)
