"""Monte Carlo error of every published number that draws stand behind.

The chances of Q1 and of each test alone carry an error measured along the chains. From it follows
how many independent draws a run is worth; every other chance and quantile is given the error that
so many draws leave.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from statistics import median

from forecast.writeup.answers import Document, first_date

RELIABLE = (0.02, 0.98)  # chances between which an error tells the effective number of draws
ALL_DRAWS = ("Q1", "Q1b", "Q2", "Q3", "Q4", "date_cdf", "gap_cdf")  # asked of every draw
FIRST_BLOCK = ("wage", "population")  # asked of one draw a posterior row
FIRST = "first"  # place of what binds at the first affordable date
KEPT_TESTS = ("wage", "bill", "hardware")  # asked alone of the draws that are kept whole


class EffectiveDraws:
    """How many independent draws each answer of a document is worth.

    Parameters
    ----------
    document : dict
        A `forecast.run/1` object.
    """

    def __init__(self, document: Document) -> None:
        answers, asked = document["answers"], float(document["draws"])
        self.document = document
        self.all = _worth(answers["Q1"], asked)
        alone = [row for row in answers["Q1c"] if row["test"] in KEPT_TESTS]
        self.kept = min(_worth(alone, asked), self.all)
        rows = [block["draws"] for block in document["posterior"]["blocks"]]
        self.block = min([self.kept, *map(float, rows)])

    def of(self, question: str, row: dict) -> float:
        """Independent draws behind one row of an answer.

        Parameters
        ----------
        question : str
        row : dict

        Returns
        -------
        float
            Of what binds at the first affordable date: of the draws that have one.
        """
        if "effective_draws" in row:
            return float(row["effective_draws"])
        if question in FIRST_BLOCK:
            return self.block
        asked = self.all if question in ALL_DRAWS else self.kept
        return asked * self.given(question, row)

    def given(self, question: str, row: dict) -> float:
        """Share of draws that the shares of one row are told of.

        Parameters
        ----------
        question : str
        row : dict

        Returns
        -------
        float, 1
            Of what binds at the first affordable date: the draws that have one; else 1.
        """
        if question != "Q9" or row.get("at") != FIRST:
            return 1.0
        found = first_date(self.document, row["n"], row["theta"]) or {"p_never": 0.0}
        return 1.0 - found["p_never"]


def chance_error(p: float, n_draws: float) -> float:
    """Standard error of a chance; never zero, an event that never happened is half a hit.

    Parameters
    ----------
    p : float, 1
    n_draws : float, independent draws

    Returns
    -------
    float, 1

    Examples
    --------
    >>> round(chance_error(0.5, 10_000), 6)
    0.005
    """
    share = (p * n_draws + 0.5) / (n_draws + 1.0)
    return math.sqrt(share * (1.0 - share) / n_draws)


def quantile_errors(
    quantiles: dict[str, float | None],
    n_draws: float,
    ends_in_mass: bool = False,
    told_slopes: Mapping[str, float] | None = None,
) -> dict[str, float | None]:
    """Standard error of each quantile: that of its level times the slope of quantiles there.

    Parameters
    ----------
    quantiles : dict of str to float or None
        By level; None lies beyond the horizon.
    n_draws : float, independent draws
    ends_in_mass : bool
        Whether None stands for draws without a value, not for values far off: the quantile next to
        them may lie anywhere up to infinity, and its neighbours do not tell its error.
    told_slopes : mapping of str to float, optional
        Slope of the quantile function by level, where draws told it: better than its neighbours do.

    Returns
    -------
    dict of str to float or None
        None where the quantile, or every neighbour, is beyond the horizon.

    Examples
    --------
    >>> found = quantile_errors({"0.25": 2030.0, "0.5": 2040.0, "0.75": None}, 10_000)
    >>> round(found["0.5"], 3), found["0.75"]
    (0.2, None)
    """
    names = sorted((q for q, value in quantiles.items() if value is not None), key=float)
    known = _slopes([(float(q), quantiles[q]) for q in names])  # type: ignore[misc]
    if ends_in_mass and len(names) < len(quantiles):
        names = names[:-1]
    slopes = dict(zip(names, known, strict=False)) | dict(told_slopes or {})
    found = {q: chance_error(float(q), n_draws) * slope for q, slope in slopes.items()}
    return dict.fromkeys(quantiles) | found


def _slopes(known: list[tuple[float, float]]) -> list[float]:
    """Slope of the quantile function at each of its known points.

    Inside, the mean of the slopes to both neighbours. At an end the slope goes on growing as it
    did over the two intervals before it, as a power of the chance left beyond: a heavy tail is
    steeper at its last quantile than between its last two.
    """
    slopes = [(b - a) / (q - p) for (p, a), (q, b) in pairwise(known)]
    if len(slopes) < 2:
        return slopes * 2
    middles = [(p + q) / 2.0 for (p, _), (q, _) in pairwise(known)]
    first = _at_end(1.0 - known[0][0], [1.0 - middles[1], 1.0 - middles[0]], slopes[1::-1])
    last = _at_end(known[-1][0], middles[-2:], slopes[-2:])
    return [first, *[(a + b) / 2.0 for a, b in pairwise(slopes)], last]


def _at_end(level: float, middles: list[float], slopes: list[float]) -> float:
    """Slope at an upper end, from the two before it; never less than the last of them."""
    (before, last), (slope_before, slope) = middles, slopes
    if not 0.0 < slope_before < slope or not level < 1.0:
        return slope
    power = math.log(slope / slope_before) / math.log((1.0 - before) / (1.0 - last))
    return slope * ((1.0 - last) / (1.0 - level)) ** power


def _worth(rows: list[dict], asked: float) -> float:
    """Middle of p (1 - p) / error^2 among chances that are neither rare nor near certain."""
    low, high = RELIABLE
    inside = [row for row in rows if low < row["p"] < high and row["mcse"]]
    found = [row["p"] * (1 - row["p"]) / row["mcse"] ** 2 for row in inside]
    return min(asked, median(found)) if found else asked
