"""The posterior for given beliefs and observations: stored if it can be, fitted if it must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from forecast.errors import ForecastError, GateRefused
from forecast.posterior.blocks import FORECAST_BLOCKS, Block
from forecast.posterior.encoding import StoredBlock, about, as_kept, decode, encode
from forecast.posterior.joint import Posterior, join
from forecast.posterior.keys import block_key
from forecast.posterior.sampler import SAMPLER, THINNING, Sampler
from forecast.posterior.shapes_store import weighed
from forecast.posterior.store import FITTED, find, keep
from forecast.settings import today

Progress = Callable[[str, int, int], None]
Found = dict[str, tuple[StoredBlock, str]]  # by block: its draws and where they came from
# Takes a block, beliefs and tables; draws made from those for earlier rows, where that is sound.
Reweigh = Callable[[Block, Mapping[str, Any], Mapping[str, Any]], StoredBlock | None]
REWEIGHTED = "reweighted"  # where a block came from, beside those of the store


def posterior_for(
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    priors_dir: Path,
    progress: Progress | None = None,
    allow_fit: bool = True,
    blocks: tuple[Block, ...] = FORECAST_BLOCKS,
    sampler: Sampler = SAMPLER,
    reweigh: Reweigh | None = None,
) -> tuple[Posterior, list[dict[str, Any]]]:
    """Joint draws of what observations inform, and where each block came from.

    Parameters
    ----------
    beliefs : mapping of str to Distribution
        Priors as of a date, scenario applied.
    tables : mapping of str to Table
        Observations as of that date.
    seed : int
        Seed of the run; used by what must be fitted.
    priors_dir : Path
        Folder whose `posterior/` holds the shipped draws.
    progress : callable, optional
        Told (stage, done, total) while fitting.
    allow_fit : bool
        Whether missing blocks may be fitted.
    blocks, sampler
        What is needed, and how it is sampled.
    reweigh : callable, optional
        Asked for each block that is not stored, before it is fitted.

    Returns
    -------
    tuple of Posterior and list of dict
        The provenance by block: block, key, source, fitted_on, draws, max_rhat, min_ess,
        gate_passed; and reweighted (from which key, k-hat, effective share) where it was.

    Raises
    ------
    GateRefused
        When a fitted block fails a check; nothing is stored then.
    ForecastError
        When a chain or a worker fails, or a block is missing and may not be fitted.
    """
    given = (beliefs, tables, seed, priors_dir, progress, allow_fit, blocks, sampler)
    found = obtain(*given, reweigh)
    return join(each for each, _ in found.values()), provenance(found)


def obtain(
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    priors_dir: Path,
    progress: Progress | None = None,
    allow_fit: bool = True,
    blocks: tuple[Block, ...] = FORECAST_BLOCKS,
    sampler: Sampler = SAMPLER,
    reweigh: Reweigh | None = None,
) -> Found:
    """Every block's draws and source, in the order asked for; the parameters and errors are
    those of `posterior_for`.

    Returns
    -------
    dict of str to tuple of StoredBlock and str
    """
    blocks = weighed(blocks, beliefs, tables, priors_dir)
    keys = {each.name: block_key(each, beliefs, tables, sampler) for each in blocks}
    stored = {each.name: find(each.name, keys[each.name], priors_dir) for each in blocks}
    missing = tuple(each for each in blocks if stored[each.name] is None)
    made = {each.name: reweigh(each, beliefs, tables) for each in missing} if reweigh else {}
    stored |= {name: (each, REWEIGHTED) for name, each in made.items() if each is not None}
    missing = tuple(each for each in missing if stored[each.name] is None)
    if missing and not allow_fit:
        names = ", ".join(each.name for each in missing)
        raise ForecastError(f"no stored posterior for {names}; run: forecast fit")
    fitted = fit(missing, keys, beliefs, tables, seed, progress, sampler) if missing else {}
    for each in (*fitted.values(), *filter(None, made.values())):
        keep(each)
    sources: Found = {name: each for name, each in stored.items() if each is not None}
    sources |= {name: (each, FITTED) for name, each in fitted.items()}
    return {each.name: sources[each.name] for each in blocks}


def fit(
    blocks: tuple[Block, ...],
    keys: Mapping[str, str],
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    progress: Progress | None = None,
    sampler: Sampler = SAMPLER,
) -> dict[str, StoredBlock]:
    """Fit blocks and pass them through the gate; nothing is stored.

    Parameters
    ----------
    blocks : tuple of Block
        What to fit.
    keys : mapping of str to str
        Content key by block.
    beliefs, tables, seed, progress, sampler
        As for `posterior_for`.

    Returns
    -------
    dict of str to StoredBlock
        Exactly what reading it from a file would give.

    Raises
    ------
    GateRefused
        When any block fails a check, with the worst offenders.
    """
    from forecast.posterior.checks import worst_offenders
    from forecast.posterior.fit import fit_blocks

    fitted = fit_blocks(blocks, beliefs, tables, seed, progress, sampler)
    gates = {name: each.gate for name, each in fitted.items()}
    if not all(gate.passed for gate in gates.values()):
        raise GateRefused(f"the posterior failed its checks\n{worst_offenders(gates)}")
    return as_stored(fitted, keys, beliefs)


def as_stored(
    fitted: Mapping[str, Any],
    keys: Mapping[str, str],
    beliefs: Mapping[str, Any],
) -> dict[str, StoredBlock]:
    """Fitted blocks as they stand in a file: rounded, with the record of their fit.

    Parameters
    ----------
    fitted : mapping of str to FittedBlock
        Blocks that passed the gate.
    keys : mapping of str to str
        Content key by block.
    beliefs
        What they were fitted with.

    Returns
    -------
    dict of str to StoredBlock
    """
    as_of = newest_entry(beliefs)
    kept = {name: as_kept(_stored(each, keys[name], as_of)) for name, each in fitted.items()}
    return {name: decode(encode(each)) for name, each in kept.items()}


def newest_entry(beliefs: Mapping[str, Any]) -> str | None:
    """Date of the newest belief among those in force, as ISO text; None for beliefs undated.

    Parameters
    ----------
    beliefs : mapping of str to Distribution
        Priors; `Beliefs` has dated entries, a plain mapping has not.

    Returns
    -------
    str or None
    """
    dates = [each.as_of for each in getattr(beliefs, "entries", {}).values()]
    return max(dates).isoformat() if dates else None


def _stored(fitted: Any, key: str, as_of: str | None) -> StoredBlock:
    full = {name: each for name, each in fitted.values.items() if name not in fitted.thinned}
    extra = {
        "fitted_on": today().isoformat(),
        "as_of": as_of,
        "seed": fitted.seed,
        "gate_passed": fitted.gate.passed,
        "diagnostics": fitted.gate.diagnostics,
        "by_name": {name: fitted.gate.by_name[name] for name in full},
        "sampler": fitted.sampler.as_dict(),
        "seconds": fitted.seconds,
        **({"shapes": fitted.shapes} if fitted.shapes else {}),
    }
    thinned = {name: fitted.values[name][:, ::THINNING] for name in fitted.thinned}
    record = about(fitted.block, key, extra)
    return StoredBlock(full, fitted.labels, record, thinned)


def provenance(found: Found) -> list[dict[str, Any]]:
    """Where each block came from, as `posterior_for` tells it."""
    return [_provenance(*each) for each in found.values()]


def _provenance(stored: StoredBlock, source: str) -> dict[str, Any]:
    found = stored.about["diagnostics"]
    return {
        "block": stored.about["block"],
        "key": stored.about["key"],
        "source": source,
        "fitted_on": stored.about["fitted_on"],
        "draws": int(found["chains"] * found["draws"]),
        "max_rhat": found["max_rhat"],
        "min_ess": found["min_ess"],
        "gate_passed": stored.about["gate_passed"],
        **{name: stored.about[name] for name in (REWEIGHTED,) if name in stored.about},
    }
