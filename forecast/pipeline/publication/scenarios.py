"""The headline under every scenario: the first draws of the run again, under other beliefs.

What is told of a scenario is the sample's answer, corrected by how far the same draws miss the
published answer under the published beliefs (a control variate). So a scenario that changes
nothing tells the published numbers, and few draws tell the others well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import numpy as np

from forecast import engine
from forecast.constants import HORIZON_YEAR
from forecast.inputs.overrides import load_scenario, scenario_names
from forecast.inputs.questions import HEADLINE, Case, all_cases, case_array
from forecast.inputs.scenarios import beliefs
from forecast.kernel.block import first_dates, record
from forecast.pipeline.arrival_pool import POOL, refuse_bad_pool
from forecast.pipeline.joint_draws import block_drawer
from forecast.pipeline.not_a_number import refuse_not_a_number
from forecast.pipeline.request import Forecast, Inputs
from forecast.pipeline.sample import Sample
from forecast.posterior.joint import Posterior
from forecast.timeline.summary import BINS_PER_YEAR
from forecast.writeup.monte_carlo import chance_error

BASELINE = "baseline"
CASES = (Case(1e6, 1.0), HEADLINE)
YEARS = (2035, 2050, int(HORIZON_YEAR) - 1)
LEVELS = (0.25, 0.5, 0.75)
LARGEST_ERROR = 0.005  # of a chance; more draws are taken until every one has less
PARTS = 2  # of a block of one draw a posterior row
PARTS_TAKEN = (1, 2, 4, 8)  # until errors are small enough
BATCHES = 25  # equal shares of the posterior's rows; how far they differ is the Monte Carlo error
VIEW, SCENARIO = "view", "scenario"


@dataclass(frozen=True)
class Published:
    """What is published of one case: how the sample of a scenario is corrected.

    Parameters
    ----------
    months : array (month,), year
        Ends of months from the start on.
    below : array (month,)
        Chance of a date before each.
    errors : dict of int to float
        Monte Carlo error of the chance by the end of a year.
    """

    months: np.ndarray
    below: np.ndarray
    errors: dict[int, float]

    def chance(self, date: float) -> float:
        """Chance of a first affordable date before a date, 1."""
        return float(np.interp(date, self.months, self.below, left=0.0))


def by_scenario(forecast: Forecast, posterior: Posterior) -> list[dict[str, Any]]:
    """The headline under each scenario of the priors, the run's own left out.

    Parameters
    ----------
    forecast : Forecast
        Whose draws, seed and replacements are used.
    posterior : Posterior
        Of the run.

    Returns
    -------
    list of dict
        For each scenario and size: one row with `quantiles` of the first affordable date,
        `p_never` and its `mcse`, and one a year with `p` and `mcse`. Every row has `scenario`,
        `group` ("view" for those that put another pool of forecasts in the place of the
        human-level date, else "scenario"), `meaning`, `n`, `theta` and `effective_draws`.
    """
    names = _others(forecast)
    published = [_published(forecast, case) for case in CASES]
    base = _Dates(forecast, forecast.inputs, posterior)
    base.found = known_dates(forecast.simulated.sample)

    def told(name: str) -> list[dict[str, Any]]:
        dates = _Dates(forecast, _under(forecast, name), posterior)
        for parts in PARTS_TAKEN:
            found = dates.first(parts), base.first(parts)
            cases = zip(CASES, published, *(each.T for each in found), strict=True)
            rows = [row for each in cases for row in _rows(*each)]
            if max(row["mcse"] for row in rows) <= LARGEST_ERROR:
                break
        about = _about(forecast, name)
        return [{**about, **row} for row in rows]

    return engine.run_blocks(lambda place: told(names[place]), len(names)) if names else []


class _Dates:
    """First affordable dates of the first parts of blocks of draws under some beliefs."""

    def __init__(self, forecast: Forecast, inputs: Inputs, posterior: Posterior) -> None:
        self.inputs, self.start = inputs, forecast.request.start_year()
        self.draw, self.n_rows = block_drawer(forecast.request, inputs, posterior), posterior.n_rows
        self.found: list[np.ndarray] = []
        self.lock = Lock()

    def first(self, parts: int) -> np.ndarray:
        """Dates by draw and case, year; inf for never. Rows of the posterior stay together."""
        with self.lock:  # those of the published beliefs are asked for by every thread
            while len(self.found) < parts:
                self.found.append(self._part(*divmod(len(self.found), PARTS)))
        return by_row(np.concatenate(self.found[:parts]), self.n_rows)

    def _part(self, block: int, part: int) -> np.ndarray:
        rows = np.array_split(record(self.draw(block), self.n_rows), PARTS)[part]
        dates = first_dates(rows, case_array(CASES), self.start, from_arrival=True)["first"]
        refuse_not_a_number(rows, dates, self.inputs.beliefs)
        return dates


def known_dates(sample: Sample) -> list[np.ndarray]:
    """Dates of the draws kept whole, part by part as `_Dates` walks them.

    Parameters
    ----------
    sample : Sample

    Returns
    -------
    list of array (draw, case), year
        Of whole blocks only.
    """
    dates = np.stack([sample.first_of(case) for case in CASES], axis=1)
    n_blocks = len(dates) // sample.n_rows
    blocks = np.split(dates[: n_blocks * sample.n_rows], n_blocks) if n_blocks else []
    return [part for block in blocks for part in np.array_split(block, PARTS)]


def by_row(values: np.ndarray, n_rows: int) -> np.ndarray:
    """Values of the first draws, those of one posterior row together.

    Parameters
    ----------
    values : array (draw, ...)
        Draw i belongs to row i % n_rows.
    n_rows : int

    Returns
    -------
    array (draw, ...)

    Examples
    --------
    >>> by_row(np.arange(5), n_rows=3).tolist()
    [0, 3, 1, 4, 2]
    """
    return values[np.argsort(np.arange(len(values)) % n_rows, kind="stable")]


def corrected(hits: np.ndarray, base: np.ndarray, chance: float, error: float) -> tuple[float, ...]:
    """A share of draws, corrected by what the same draws say of a chance that is known better.

    Parameters
    ----------
    hits : array (draw,) of bool
        What is asked; draws of one posterior row stand together.
    base : array (draw,) of bool
        The same of what is known.
    chance, error : float, 1
        What is known of the second, and its Monte Carlo error.

    Returns
    -------
    float, float, float
        The share, its Monte Carlo error, and the weight of the correction.

    Notes
    -----
    share = mean(hits) - weight * (mean(base) - chance), with the weight that leaves the least
    variance, cov(hits, base) / var(base).

    Examples
    --------
    >>> same = np.arange(100) % 4 == 0
    >>> corrected(same, same, 0.3, 0.001)
    (0.3, 0.001, 1.0)
    """
    a, b = hits.astype(float), base.astype(float)
    spread = b.var()
    weight = float(np.mean(a * b) - a.mean() * b.mean()) / float(spread) if spread > 0 else 0.0
    rest = a - weight * b
    batch = np.arange(len(rest)) * BATCHES // len(rest)
    means = np.bincount(batch, rest) / np.bincount(batch)
    own = float(means.std(ddof=1) / np.sqrt(BATCHES))
    share = min(1.0, max(0.0, float(rest.mean()) + weight * chance))
    told = float(np.hypot(own, weight * error))
    return round(share, 12), told or chance_error(share, len(a)), round(weight, 12)


def _rows(case: Case, known: Published, dates: np.ndarray, base: np.ndarray) -> list[dict]:
    """What the dates of one case say, year by year and in one row of quantiles."""
    told = {
        year: corrected(dates < year + 1, base < year + 1, known.chance(year + 1), error)
        for year, error in known.errors.items()
    }
    chances = np.maximum.accumulate([p for p, *_ in told.values()]).tolist()
    errors = [mcse for _, mcse, _ in told.values()]
    middle = min(range(len(chances)), key=lambda place: abs(chances[place] - 0.5))
    worth = _worth(chances[middle], errors[middle], len(dates))
    same = {"n": case.n, "theta": case.theta, "effective_draws": worth}
    by_year = [
        {**same, "year": year, "p": p, "mcse": mcse}
        for year, p, mcse in zip(told, chances, errors, strict=True)
    ]
    last = by_year[-1]
    never = {"p_never": 1.0 - last["p"], "mcse": last["mcse"]}
    found = {f"{level:g}": _quantile(level, known, dates, base) for level in LEVELS}
    quantiles = {name: value for name, (value, _) in found.items()}
    of_quantiles = {f"q{name}": error for name, (_, error) in found.items()}
    return [{**same, "quantiles": quantiles, **never, "errors": of_quantiles}, *by_year[:-1]]


def _quantile(
    level: float, known: Published, dates: np.ndarray, base: np.ndarray
) -> tuple[float | None, float | None]:
    """A quantile of the dates, its level corrected by what the same draws say of the base.

    And its Monte Carlo error: half the distance of the quantiles one error of the level apart.
    """
    first = float(np.quantile(dates, level, method="inverted_cdf"))
    if first >= HORIZON_YEAR:
        first = HORIZON_YEAR
    _, error, weight = corrected(dates < first, base < first, 0.0, max(known.errors.values()))
    moved = level + weight * (float(np.mean(base < first)) - known.chance(first))
    levels = np.clip([moved, moved - error, moved + error], 0.0, 1.0)
    found, low, high = (float(q) for q in np.quantile(dates, levels, method="inverted_cdf"))
    is_bracketed = high < HORIZON_YEAR
    return found if found < HORIZON_YEAR else None, (high - low) / 2.0 if is_bracketed else None


def _worth(p: float, mcse: float, n: int) -> float:
    """Independent draws that an error is worth, at most those that were made."""
    return min(float(n), max(1.0, p * (1.0 - p) / mcse**2)) if 0.0 < p < 1.0 else float(n)


def _published(forecast: Forecast, case: Case) -> Published:
    counts = forecast.simulated.summary.date_counts[all_cases().index(case)]
    total = forecast.simulated.summary.n_draws[all_cases().index(case)]
    first = int(forecast.request.start_year())
    months = first + np.arange(len(counts) + 1) / BINS_PER_YEAR
    rows = forecast.document["answers"]["Q1"]
    errors = {
        row["year"]: row["mcse"]
        for row in rows
        if (row["n"], row["theta"]) == (case.n, case.theta) and row["year"] in YEARS
    }
    return Published(months, np.concatenate([[0.0], np.cumsum(counts) / total]), errors)


def _others(forecast: Forecast) -> list[str]:
    request = forecast.request
    own = request.scenario or BASELINE
    return [name for name in scenario_names(request.priors_dir) if name != own]


def _under(forecast: Forecast, name: str) -> Inputs:
    """The inputs of the run with another scenario; what was set on the command line stays."""
    request, inputs = forecast.request, forecast.inputs
    held = beliefs(inputs.cards, request.as_of, name, request.sets, priors_dir=request.priors_dir)
    refuse_bad_pool(held, inputs.tables)
    return replace(inputs, beliefs=held)


def _about(forecast: Forecast, name: str) -> dict[str, Any]:
    scenario = load_scenario(forecast.request.priors_dir, name)
    return {
        "scenario": name,
        "group": VIEW if _is_view(scenario.overrides) else SCENARIO,
        "meaning": " ".join(scenario.meaning.split()),
    }


def _is_view(overrides: Iterable[Any]) -> bool:
    """Whether a scenario replaces the human-level date by a pool of forecasts, and no more."""
    return [(each.name, each.fields.get("family")) for each in overrides] == [(POOL, "pool")]
