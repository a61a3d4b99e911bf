"""Joint draws of a run: the posterior, the beliefs nobody fitted, and the pooled arrival date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from forecast.inputs.compound import Pool
from forecast.kernel.inputs import INPUT_NAMES
from forecast.pipeline.arrival_pool import COMPONENT, POOL, POSITION, arrival_pool
from forecast.pipeline.request import Inputs, Request
from forecast.pipeline.sample import EXTRA_NAMES
from forecast.pipeline.shape_choice import TREND_NAMES, rows_by_name
from forecast.posterior.draws import (
    draw_block,
    interleaved,
    rank_scores,
    scores,
    uniforms,
)
from forecast.supply.arrival import dates_of_scores, draw_dates

CONTEXT = "context_tokens_in_use"  # a share of the typical window, unless somebody says otherwise
CONTEXT_PARTS = ("context_used_share", "context_window_tokens")
DrawBlock = Callable[[int], dict[str, np.ndarray]]


def block_drawer(request: Request, inputs: Inputs, posterior: Any) -> DrawBlock:
    """A function from a block's number to its joint draws."""
    beliefs, n_rows = inputs.beliefs, posterior.n_rows
    order = interleaved(n_rows, posterior.n_chains)
    chosen = rows_by_name(posterior, beliefs, request.seed)
    rows = {
        name: (values[chosen[name]] if name in chosen else values)[order]
        for name, values in posterior.scalars.items()
    }
    replaced = beliefs.replaced_names - frozenset(TREND_NAMES)
    partners = {beliefs.correlation(name).name for name in beliefs if beliefs.correlation(name)}
    names = tuple(name for name in (*INPUT_NAMES, *EXTRA_NAMES) if name in beliefs)
    parts: dict[str, Any] = {
        "seed": request.seed,
        "names": names,
        "fitted": {name: rows[name] for name in rows if name not in replaced},
        "fitted_scores": {name: rank_scores(rows[name]) for name in partners & set(rows)},
        "beliefs": beliefs,
        "date_draws": date_drawer(request, inputs, posterior, order),
    }

    def draw(block: int) -> dict[str, np.ndarray]:
        draws = draw_block(block, n_rows, **parts)
        draws["serving_error_score"] = scores(request.seed, "serving_error", block, n_rows)
        if CONTEXT not in beliefs.replaced_names:
            share, window = (draws[name] for name in CONTEXT_PARTS)
            draws[CONTEXT] = share * window
        return draws

    return draw


def names_read(beliefs: Any) -> frozenset[str]:
    """Quantities whose draws can move a date, but for those of the pooled date.

    Parameters
    ----------
    beliefs : Beliefs

    Returns
    -------
    frozenset of str
        What the kernel reads, what that is made of, and what either correlates with.
    """
    found: set[str] = set()
    waiting = [*INPUT_NAMES, *CONTEXT_PARTS]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            partner = beliefs.correlation(name) if name in beliefs else None
            waiting += [partner.name] if partner else []
    return frozenset(found)


def date_drawer(
    request: Request, inputs: Inputs, posterior: Any, order: np.ndarray
) -> Callable[[int], tuple[np.ndarray, np.ndarray]]:
    """A function from a block's number to human-level dates and their normal scores.

    The scores are those of the card's pool also where a scenario or `--set` replaced it, and the
    other pool or distribution is asked for the date of the same score: so what correlates with
    the date stays as drawn, and correlates with the date that replaced it. No date lies before the
    start of the run: a date that was set earlier is taken as the start.
    """
    n_rows, seed, start = posterior.n_rows, request.seed, request.start_year()
    base, belief = inputs.base[POOL], inputs.beliefs[POOL]
    own = _mixture(base, inputs, posterior, order, start)
    instead = own if belief == base else _mixture(belief, inputs, posterior, order, start)

    def draw_own(block: int) -> tuple[np.ndarray, np.ndarray]:
        if own is None:
            date_scores = scores(seed, POOL, block, n_rows)
            return base.quantile_of_score(date_scores), date_scores
        component, position = (
            uniforms(seed, name, block, n_rows) for name in (COMPONENT, POSITION)
        )
        return draw_dates(component, position, **own)

    def draw(block: int) -> tuple[np.ndarray, np.ndarray]:
        dates, date_scores = draw_own(block)
        if instead is None:
            dates = belief.quantile_of_score(date_scores)
        elif instead is not own:
            dates = dates_of_scores(date_scores, **instead)
        return np.maximum(dates, start), date_scores

    return draw


def _mixture(belief: Any, inputs: Inputs, posterior: Any, order: np.ndarray, start: float) -> Any:
    """The pool that a belief stands for, as `supply.arrival` takes it; None for no pool."""
    if not isinstance(belief, Pool):
        return None
    return arrival_pool(belief, inputs.tables, posterior, order, start).mixture
