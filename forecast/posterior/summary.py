"""What the shipped posterior says, in a file that commands can show at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.posterior.encoding import StoredBlock

SCHEMA = "forecast.posterior_summary/1"
FILE = "summary.json"
LEVELS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}
DIGITS = 6  # significant digits of a quantile in the summary


def read_summary(priors_dir: Path) -> dict[str, Any]:
    """Summary of the shipped posterior.

    Parameters
    ----------
    priors_dir : Path
        The folder of beliefs.

    Returns
    -------
    dict
        "blocks": by block, the record of its fit; "quantities": by name, "block", "prior" and
        "posterior" (each with q05, q50, q95), "learned" (see
        `learning.learned`), "rhat", "ess_bulk", "ess_tail". Both are empty
        when no posterior ships.

    Raises
    ------
    InputError
        When the file is not a summary.
    """
    path = priors_dir / "posterior" / FILE
    if not path.is_file():
        return {"schema": SCHEMA, "blocks": {}, "quantities": {}}
    try:
        found = json.loads(path.read_text("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _not_a_summary(path, str(error)) from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise _not_a_summary(path, f"schema is not {SCHEMA}")
    return found


def summarise(stored: Iterable[StoredBlock], beliefs: Mapping[str, Any]) -> dict[str, Any]:
    """Summary of some blocks, as `read_summary` gives it back.

    Parameters
    ----------
    stored : iterable of StoredBlock
        The blocks.
    beliefs : mapping of str to Distribution
        Their priors.

    Returns
    -------
    dict
    """
    stored = list(stored)
    return {
        "schema": SCHEMA,
        "blocks": {each.about["block"]: _record(each.about) for each in stored},
        "quantities": {
            name: _quantity(name, block, beliefs[name])
            for block in stored
            for name in block.values
            if name in beliefs
        },
    }


def _record(about: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in about.items() if key != "by_name"}


def _quantity(name: str, stored: StoredBlock, prior: Any) -> dict[str, Any]:
    import numpy as np

    from forecast.posterior.learning import learned

    levels = list(LEVELS.values())
    return {
        "block": stored.about["block"],
        "prior": _named(prior.ppf(np.array(levels))),
        "posterior": _named(np.quantile(stored.values[name], levels)),
        "learned": learned(prior, stored.values[name]),
        **stored.about["by_name"][name],
    }


def _named(values: Iterable[float]) -> dict[str, float]:
    return {key: float(f"{value:.{DIGITS}g}") for key, value in zip(LEVELS, values, strict=True)}


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not a number")


def _not_a_summary(path: Path, why: str) -> InputError:
    return InputError(
        f"not a summary of a posterior: {why}", file=path, fix="run: forecast fit --ship"
    )
