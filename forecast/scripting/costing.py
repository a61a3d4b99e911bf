"""`forecast.cost`: what one configuration of model and accelerators takes and costs."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from forecast.locations import default_priors
from forecast.scripting.running import date_of


def cost(
    *,
    as_of: datetime.date | str | None = None,
    priors: Path | str | None = None,
    **configuration: Any,
) -> dict[str, dict[str, Any]]:
    """Times, speeds and money of one configuration, each with its interval.

    Parameters
    ----------
    as_of : date or str, optional
        Today when left out.
    priors : Path or str, optional
        The project's own folder when left out.
    **configuration
        Fields of `forecast.pipeline.cost.configuration.Configuration`, as `model`, `accelerator`,
        `accelerators`, `batch`, `input_tokens`, `output_tokens`.

    Returns
    -------
    dict of str to dict
        By quantity: unit, q10, q50 and q90.

    Raises
    ------
    InputError
        When the configuration cannot be, or does not fit, with by how much.

    Examples
    --------
    >>> import forecast as fc
    >>> told = fc.cost(model="Llama-3.3-70B-Instruct", accelerator="H100", accelerators=4,
    ...                as_of="2026-11-22")
    >>> told["usd_per_million_output_tokens"]["q10"] < told["usd_per_million_output_tokens"]["q90"]
    True
    """
    from forecast.pipeline.cost.configuration import Configuration
    from forecast.pipeline.cost.inputs import load_cost_inputs
    from forecast.pipeline.cost.one import cost as cost_of

    numbers: dict[str, Any] = {
        name: float(value) if isinstance(value, int) else value
        for name, value in configuration.items()
    }
    folder = Path(priors) if priors is not None else default_priors()
    found = cost_of(Configuration(**numbers), load_cost_inputs(folder, date_of(as_of)))
    return {row["quantity"]: row for row in found["rows"]}
