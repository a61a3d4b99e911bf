"""Draws from one compiled model by NUTS (nutpie): all chains in full, or an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from forecast.errors import ForecastError
from forecast.posterior.sampler import SAMPLER, Sampler

REPORT_EVERY_MS = 250  # ms


def compile_model(pm_model: Any, kept: tuple[str, ...] | None = None) -> Any:
    """Machine code of a model's log density and its gradient.

    Parameters
    ----------
    pm_model : pm.Model
        What to compile.
    kept : tuple of str, optional
        Variables whose draws are wanted; all of them when left out. Fewer compile sooner.

    Returns
    -------
    nutpie's compiled model
        `with_data(<name of a pm.Data>=array)` gives the same model for other observations.
    """
    import nutpie

    return nutpie.compile_pymc_model(pm_model, var_names=kept)


def sample(
    compiled: Any,
    seed: int,
    name: str,
    sampler: Sampler = SAMPLER,
    cores: int = 1,
    report: Callable[[int], None] | None = None,
) -> Any:
    """Draw from a compiled model; all chains in full, or an error.

    Parameters
    ----------
    compiled : nutpie's compiled model
        From `compile_model`.
    seed : int
        Seed of the sampler.
    name : str
        What to call the model in a message.
    sampler : Sampler, optional
        How to sample.
    cores : int
        Chains to run at the same time.
    report : callable, optional
        Told the number of draws done, warm-up included, from time to time.

    Returns
    -------
    xarray.DataTree
        Groups `posterior` and `sample_stats`, warm-up left out.

    Raises
    ------
    ForecastError
        When a chain fails or ends early.
    """
    background = _start(compiled, seed, sampler, cores, report)
    try:
        tree = background.wait()
    except RuntimeError as error:
        raise ForecastError(f"block {name}: the sampler failed: {error}") from error
    except BaseException:
        background.cancel()
        raise
    shape = tree.sample_stats["energy"].shape
    if shape != (sampler.chains, sampler.draws) or not np.isfinite(tree.sample_stats["logp"]).all():
        raise ForecastError(f"block {name}: a chain ended early; no partial posterior is used")
    return tree


def _start(
    compiled: Any,
    seed: int,
    sampler: Sampler,
    cores: int,
    report: Callable[[int], None] | None,
) -> Any:
    import nutpie

    def tell(chains: list[Any]) -> None:
        if report is not None:
            report(sum(each.finished_draws for each in chains))

    return nutpie.sample(
        compiled,
        draws=sampler.draws,
        tune=sampler.tune,
        chains=sampler.chains,
        cores=cores,
        seed=seed,
        target_accept=sampler.target_accept,
        maxdepth=sampler.max_depth,
        save_warmup=False,
        progress_bar=False,
        progress_callback=tell if report else None,
        progress_rate=REPORT_EVERY_MS,
        blocking=False,  # the blocking call turns an interrupt into a short trace
    )
