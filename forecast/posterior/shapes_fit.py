"""One fit a shape of the trend, and their mixture as the draws of the block.

Every chain of the mixture takes the same share of its draws from the same chain of each fit, the
shapes taking turns: so chains stay chains, a few draws see all shapes in proportion, and each draw
carries the shape it came from. A fit is checked by itself. The effective size of the mixture is put
together from those of the fits; measured on the mixed chains, turns taken would pass for mixing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block
from forecast.posterior.checks import MIN_EFFECTIVE_DRAWS, Failure, Gate
from forecast.posterior.drawn import Drawn, draw
from forecast.posterior.sampler import Sampler
from forecast.posterior.shapes import SHAPES, Trend, prior_weights, with_held

WARM_UP_SHARE = 1.0  # of the warm-up asked for: less left some scales badly tuned
WINDOW = 50  # draws of a chain among which the shapes have their shares
Seeds = Callable[[str], int]


def draw_shapes(
    block: Block,
    compiled: Any,
    beliefs: Mapping[str, Any],
    seeds: Seeds,
    sampler: Sampler,
    free: list[str],
    published: tuple[str, ...],
    thinned: tuple[str, ...] = (),
    cores: int = 1,
    report: Callable[[int], None] | None = None,
) -> tuple[Drawn, list[dict[str, Any]]]:
    """Fit every shape of a block with one compiled model, and mix.

    Parameters
    ----------
    block : Block
        With a trend; without weights the shapes have those of their card.
    compiled : nutpie's compiled model
    beliefs : mapping of str to Distribution
    seeds : callable
        Takes a name and returns the seed of its sampler.
    sampler : Sampler
        Draws wanted of the mixture.
    free, published, thinned, cores, report
        As for `drawn.draw`.

    Returns
    -------
    tuple of Drawn and list of dict
        The mixture, and by shape its weight and the diagnostics of its fit.
    """
    trend = block.trend
    assert trend is not None
    weights = np.array(block.weights or prior_weights(beliefs[trend.name]))
    taken, fits, done = draws_of(weights, sampler.draws), [], 0
    for shape, n_draws in enumerate(taken):
        wanted = replace(
            sampler,
            draws=max(n_draws, int(block.least_share * sampler.draws)),
            tune=int(WARM_UP_SHARE * sampler.tune),
        )
        switched = compiled.with_data(**{trend.name: float(shape)})
        name = f"{block.name} ({SHAPES[shape]})"
        samplers = (block.settings(wanted), wanted.with_shorter_steps())
        rest = (samplers, free, published, thinned, cores, _after(report, done))
        fits.append(draw(switched, seeds(name), name, *rest))
        done += wanted.total_draws
    return mixed(fits, taken, trend), [
        {"shape": name, "weight": float(weight), **fit.gate.diagnostics}
        for name, weight, fit in zip(SHAPES, weights, fits, strict=True)
    ]


def draws_of(weights: Sequence[float] | np.ndarray, n_draws: int) -> list[int]:
    """Draws of each shape in a chain of the mixture: whole numbers nearest to the weights.

    Examples
    --------
    >>> draws_of([0.5, 0.3, 0.2], 7)
    [4, 2, 1]
    """
    exact = np.asarray(weights) / np.sum(weights) * n_draws
    found = np.floor(exact).astype(int)
    largest = np.argsort(found - exact, kind="stable")[: n_draws - found.sum()]
    found[largest] += 1
    return found.tolist()


def turns(taken: Sequence[int]) -> np.ndarray:
    """Which shape each draw of a chain comes from: the shapes spread evenly, without a period.

    Parameters
    ----------
    taken : sequence of int
        Draws of each shape.

    Returns
    -------
    array (draw,) of int

    Notes
    -----
    Spread evenly, then shuffled within every `WINDOW` draws: evenly spaced turns would have a
    period, and whoever keeps every fifth draw could see one shape only.
    """
    place = np.concatenate([(np.arange(n) + 0.5) / max(n, 1) for n in taken])
    even = np.repeat(np.arange(len(taken)), taken)[np.argsort(place, kind="stable")]
    shuffled = np.random.default_rng(len(even)).random(len(even))
    return even[np.lexsort((shuffled, np.arange(len(even)) // WINDOW))]


def mixed(fits: list[Drawn], taken: Sequence[int], trend: Trend) -> Drawn:
    """The mixture of fits, and one gate for all of them.

    Parameters
    ----------
    fits : list of Drawn
        One a shape, with at least as many draws a chain as are taken.
    taken : sequence of int
        Draws of each in a chain.
    trend : Trend

    Returns
    -------
    Drawn
        Its values carry the shape under the trend's name.
    """
    parts = [
        _thinned(with_held(fit.values, trend, shape), n_draws)
        for shape, (fit, n_draws) in enumerate(zip(fits, taken, strict=True))
    ]
    order = turns(taken)
    place = np.empty_like(order)
    for shape in range(len(taken)):
        place[order == shape] = sum(taken[:shape]) + np.arange(taken[shape])
    values = {
        name: np.concatenate([part[name] for part in parts], axis=1)[:, place] for name in parts[0]
    }
    return Drawn(values, _gate(fits, taken, trend), fits[0].sampler)


def _thinned(values: Mapping[str, np.ndarray], n_draws: int) -> dict[str, np.ndarray]:
    """Draws taken at even distances from each chain."""
    n_have = next(iter(values.values())).shape[1]
    place = ((np.arange(n_draws) + 0.5) * n_have / max(n_draws, 1)).astype(int)
    return {name: each[:, place] for name, each in values.items()}


def _gate(fits: list[Drawn], taken: Sequence[int], trend: Trend) -> Gate:
    """Every failure of every fit, the worst diagnostics, and the effective size of the mixture."""
    failures = [
        replace(each, name=f"{each.name} ({SHAPES[shape]})")
        for shape, fit in enumerate(fits)
        for each in fit.gate.failures
    ]
    names = [name for name in fits[0].values if all(name in fit.gate.by_name for fit in fits)]
    by_name = {name: _mixed_record([fit.gate.by_name[name] for fit in fits], fits, taken)
               for name in names}  # fmt: skip
    n_chains, n_draws = fits[0].gate.diagnostics["chains"], float(sum(taken))
    everything = {"rhat": 1.0, "ess_bulk": n_chains * n_draws, "ess_tail": n_chains * n_draws}
    failures += [
        Failure(f"{key} of the mixture", name, found[key], f">= {MIN_EFFECTIVE_DRAWS:g}")
        for name, found in by_name.items()
        for key in ("ess_bulk", "ess_tail")
        if not found[key] >= MIN_EFFECTIVE_DRAWS
    ]
    diagnostics = _worst([fit.gate.diagnostics for fit in fits]) | {"draws": n_draws}
    return Gate(tuple(failures), diagnostics, by_name | {trend.name: everything})


def _mixed_record(
    records: list[dict[str, float]], fits: list[Drawn], taken: Sequence[int]
) -> dict[str, float]:
    """R-hat and effective sizes of one variable of the mixture.

    A mean of the mixture is the sum of w_s times means of the fits, so its effective size is
    1 / sum(w_s^2 / ESS_s), each ESS_s cut down to the share of its draws that was taken.
    """
    found = {"rhat": max(record["rhat"] for record in records)}
    for key in ("ess_bulk", "ess_tail"):
        errors = [
            (n / sum(taken)) ** 2 / max(record[key] * min(n / fit.sampler.draws, 1.0), 1e-9)
            for record, fit, n in zip(records, fits, taken, strict=True)
            if n
        ]
        found[key] = 1.0 / sum(errors)
    return found


def _worst(diagnostics: list[dict[str, float]]) -> dict[str, float]:
    """The least of what should be large, the most of what should be small, over fits."""
    return {
        key: (min if key.startswith("min") or key == "chains" else max)(
            each[key] for each in diagnostics if key in each
        )
        for key in diagnostics[0]
    }


def _after(report: Callable[[int], None] | None, done: int) -> Callable[[int], None] | None:
    return None if report is None else lambda more: report(done + more)
