"""Draws that a page can carry: what the reader may disagree about, and the dates that follow.

A page reweights these draws to the reader's beliefs, so each input is kept as its place among the
draws (a normal score) and each date as the year it falls into.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.inputs.questions import N_COPIES, THETAS, Case, case_array
from forecast.kernel.block import first_dates
from forecast.pipeline.sample import Sample
from forecast.posterior.draws import rank_scores

N_DRAWS = 2000
N_SLIDERS = 8
PHIS = (0.03, 0.1, 0.3)  # shares of world product that the page offers
STEPS = tuple(round(-2.0 + 0.25 * i, 2) for i in range(17))  # sd of the belief, slider by slider
N_LEVELS = 256  # places among the draws that one byte tells apart
NEVER = 255
FEWEST_VALUES = 100  # different values; an input of a few has no place to slide to


@dataclass(frozen=True)
class Slider:
    """An input that the reader may move.

    Parameters
    ----------
    name, unit, meaning, grade : str
        As its card says.
    sources : tuple of str
        Where its default comes from: keys of the bibliography.
    medians : array (step,)
        What the median becomes at each of `STEPS`, in the unit.
    places : array (draw,) of uint8
        Place of each draw among all, 0 to 255.
    """

    name: str
    unit: str
    meaning: str
    grade: str
    sources: tuple[str, ...]
    medians: np.ndarray
    places: np.ndarray


@dataclass(frozen=True)
class ExplorerDraws:
    """Joint draws by slider and by meaning of "affordable".

    Parameters
    ----------
    sliders : tuple of Slider
    cases : tuple of (float, float, float)
        N, theta and phi of each row of `years`.
    first_year : int
        Year that 0 stands for.
    years : array (case, draw) of uint8
        Year of the first affordable date less `first_year`; `NEVER` for none.
    """

    sliders: tuple[Slider, ...]
    cases: tuple[tuple[float, float, float], ...]
    first_year: int
    years: np.ndarray


def explorer_draws(sample: Sample, inputs: Any, names: list[str]) -> ExplorerDraws:
    """Draws for the page's explorer.

    Parameters
    ----------
    sample : Sample
        The first draws of a run.
    inputs : Inputs
        Cards and beliefs of the run.
    names : list of str
        Inputs by how much of the spread they explain, largest first.

    Returns
    -------
    ExplorerDraws
        Of the first `N_DRAWS` draws and the first `N_SLIDERS` inputs that can be moved.
    """
    cases = tuple((n, theta, phi) for n in N_COPIES for theta in THETAS for phi in PHIS)
    asked = case_array(tuple(Case(n, theta, phi=phi) for n, theta, phi in cases))
    records = sample.records[:N_DRAWS]
    found = first_dates(records, asked, sample.start_year, from_arrival=True)["first"]
    first_year = int(sample.start_year)
    can_move = [name for name in names if _can_move(name, sample, inputs)]
    return ExplorerDraws(
        tuple(_slider(name, sample, inputs) for name in can_move[:N_SLIDERS]),
        cases,
        first_year,
        np.where(np.isfinite(found), np.floor(found) - first_year, NEVER).astype(np.uint8).T,
    )


def _can_move(name: str, sample: Sample, inputs: Any) -> bool:
    return name in inputs.cards and len(np.unique(sample[name][:N_DRAWS])) >= FEWEST_VALUES


def _slider(name: str, sample: Sample, inputs: Any) -> Slider:
    from scipy.special import ndtr

    card, entry = inputs.cards[name], inputs.beliefs.entries[name]
    scores = rank_scores(sample[name][:N_DRAWS])
    return Slider(
        name,
        card.quantity.unit,
        card.meaning,
        entry.grade,
        tuple(dict.fromkeys(source.key for source in entry.sources)),
        np.quantile(sample[name], ndtr(np.array(STEPS))),
        np.minimum(N_LEVELS * ndtr(scores), N_LEVELS - 1).astype(np.uint8),
    )
