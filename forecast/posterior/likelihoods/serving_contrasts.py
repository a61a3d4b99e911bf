"""Rows of one setup turned into their mean and contrasts, whose errors are independent."""

from __future__ import annotations

from typing import Any

import numpy as np

SILENT = 1e6  # times the sd of an observation, after which it says nothing


def setup_contrasts(setup: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Orthonormal matrix from rows to setup means and contrasts within setups.

    Parameters
    ----------
    setup : array (row,)
        Name of the setup of each row.

    Returns
    -------
    (array (row, row), array (row,))
        Helmert contrasts of each setup; and how many rows the first of them, the scaled mean,
        stands for: zero for the others, which no effect of a setup moves.
    """
    matrix, n_rows, line = np.zeros((len(setup),) * 2), np.zeros(len(setup)), 0
    for name in np.unique(setup):
        members = np.flatnonzero(setup == name)
        n_rows[line] = len(members)
        matrix[line, members] = 1.0 / np.sqrt(len(members))
        for before in range(1, len(members)):
            norm = np.sqrt(before * (before + 1.0))
            matrix[line + before, members[:before]] = 1.0 / norm
            matrix[line + before, members[before]] = -before / norm
        line += len(members)
    return matrix, n_rows


def doubt_without(rows_left_out: np.ndarray, setup: np.ndarray) -> np.ndarray:
    """Factor on the sd of each mean and contrast that leaves out the rows of some setups.

    Parameters
    ----------
    rows_left_out : array (row,)
        True for those; all of a setup, or none.
    setup : array (row,)
        Name of the setup of each row.

    Returns
    -------
    array (row,), 1
        1, or so large that an observation says nothing.
    """
    contrasts, _ = setup_contrasts(setup)
    return np.where(contrasts**2 @ rows_left_out > 0.5, SILENT, 1.0)


def setup_variance(setup_variance_share: Any, n_rows: np.ndarray) -> Any:
    """Variance of each contrast over that of a row, its study aside."""
    return setup_variance_share * n_rows + (1.0 - setup_variance_share)
