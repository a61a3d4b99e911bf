"""Everything a publication is written from, as plain data: the writer asks nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from forecast.writeup.answers import Document
from forecast.writeup.page import PageContext

Levels = Mapping[float, float | None]  # level to value; None is beyond the horizon
Curve = tuple[np.ndarray, np.ndarray]  # increasing values, and the chance of at most each


@dataclass(frozen=True)
class Material:
    """What a publication shows and what it rests on.

    Parameters
    ----------
    document : dict
        A `forecast.run/1` object.
    sets : tuple of str
        "NAME=VALUE" as they were typed.
    vintage : str
        Which rows of retrospective tables counted.
    draws : dict of str to array (draw,)
        Joint draws: inputs, dates, gaps, copies; inf for never, nan where the question does
        not arise.
    units : dict of str to str
        Unit of each column of the draws.
    levels : dict of tuple to Levels
        Quantiles at the levels of forecast hubs, by (target, n, theta, year); absent parts None.
    curves : dict of tuple to Curve
        Distribution functions by the same keys.
    beliefs : list of dict
        Per quantity: name, unit, meaning, topic, grade, as_of, derivation, sources, belief, by.
    evidence : list of dict
        Per table: dataset, title, sources with licences, sha256, bytes, rows.
    snapshot : dict of str to bytes
        Files from which the run can be made again, by their path in a folder of priors.
    hashes, versions : dict of str to str
        Of cards, evidence, code and posterior; of libraries.
    diagnostics : list of dict
        Per posterior block: the bounds of the gate and what was found.
    calibration : list of dict
        Per posterior block: block, status of its simulation-based calibration, replicates.
    page : PageContext
        What the page shows besides; name, files and history are filled in later.
    predictions : dict or None
        Statements about the near term that will be scored.
    backtest : list of dict
        Scores of forecasts as of past dates, by target and model: Q16.
    by_scenario : list of dict
        The headline under each scenario of the priors.
    changed : dict or None
        What moved the headline numbers since the publication before; None for the first.
    """

    document: Document
    sets: tuple[str, ...]
    vintage: str
    draws: dict[str, np.ndarray] = field(repr=False)
    units: dict[str, str] = field(repr=False)
    levels: Mapping[Any, Levels] = field(repr=False)
    curves: Mapping[Any, Curve] = field(repr=False)
    beliefs: list[dict[str, Any]] = field(repr=False)
    evidence: list[dict[str, Any]] = field(repr=False)
    snapshot: dict[str, bytes] = field(repr=False)
    hashes: dict[str, str]
    versions: dict[str, str]
    diagnostics: list[dict[str, Any]] = field(repr=False)
    calibration: list[dict[str, Any]] = field(repr=False)
    page: PageContext = field(repr=False)
    predictions: dict[str, Any] | None = field(default=None, repr=False)
    backtest: list[dict[str, Any]] = field(default_factory=list, repr=False)
    by_scenario: list[dict[str, Any]] = field(default_factory=list, repr=False)
    changed: dict[str, Any] | None = field(default=None, repr=False)
