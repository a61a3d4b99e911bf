"""Rows of one group as their mean and what they differ by: effects of groups without parameters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def group_contrasts(labels: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Orthonormal matrix from rows to group means and contrasts within groups.

    Parameters
    ----------
    labels : list of str, length row
        Group of each row.

    Returns
    -------
    (array (row, row), array (row,))
        Helmert contrasts of each group; and how many rows the first of them, the scaled mean,
        stands for: zero for the others, which no effect of a group moves.

    Notes
    -----
    If y = mean + effect of the group (variance g) + noise (variance s), all independent, the
    entries of matrix @ y are independent with variance n_rows * g + s.

    Examples
    --------
    >>> matrix, n_rows = group_contrasts(["a", "b", "a"])
    >>> n_rows
    array([2., 0., 1.])
    """
    groups, position = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
    matrix, n_rows, line = np.zeros((len(labels),) * 2), np.zeros(len(labels)), 0
    for group in range(len(groups)):
        members = np.flatnonzero(position == group)
        n_rows[line] = len(members)
        matrix[line, members] = 1.0 / np.sqrt(len(members))
        for before in range(1, len(members)):
            norm = np.sqrt(before * (before + 1.0))
            matrix[line + before, members[:before]] = 1.0 / norm
            matrix[line + before, members[before]] = -before / norm
        line += len(members)
    return matrix, n_rows
