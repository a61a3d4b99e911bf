"""How far the data moved a belief, how much of its width they left, and whether the two disagree.

All of it on the prior's own scale: the standard normal scores of the card, on which the prior is a
standard normal whatever its family and unit. So quantities can be compared, and skew counts.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

CONFLICT_SD = 2.0  # a posterior median further out is one the card gave less than 5 %
DIGITS = 4  # significant digits told
BINS = np.linspace(-8.0, 8.0, 161)  # standard scores at which prior and posterior are compared


def learned(prior: Any, draws: np.ndarray) -> dict[str, Any]:
    """What the data taught about a quantity, in standard scores of its prior.

    Parameters
    ----------
    prior : Distribution
        Belief before the data.
    draws : array
        Posterior draws in the quantity's unit; those on a bound of the prior are left out.

    Returns
    -------
    dict
        "shift_sd": posterior median less prior median, in prior standard deviations; "sd_ratio":
        posterior over prior standard deviation, so one where the data say nothing; "overlap":
        probability that the two share, 1 for the same and 0 for apart; "conflict": whether the
        posterior median lies where the card had under 5 %.
    """
    scores = np.asarray(prior.score_of(np.ravel(draws)), dtype=float)
    scores = scores[np.isfinite(scores)]
    shares, _ = np.histogram(scores, BINS)
    below = np.array([0.5 * math.erfc(-edge / math.sqrt(2.0)) for edge in BINS])
    shift = float(np.median(scores))
    return {
        "shift_sd": _short(shift),
        "sd_ratio": _short(float(np.std(scores))),
        "overlap": _short(float(np.minimum(shares / len(scores), np.diff(below)).sum())),
        "conflict": abs(shift) > CONFLICT_SD,
    }


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
