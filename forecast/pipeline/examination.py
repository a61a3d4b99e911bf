"""`forecast fit --checks` and `--calibrate`: blocks examined and calibrated, one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forecast.pipeline.request import Progress, Request
from forecast.pipeline.run import load_inputs


def examine_posterior(
    request: Request,
    names: tuple[str, ...] | None,
    folder: Path,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Fit blocks and write what their examination finds.

    Parameters
    ----------
    request : Request
    names : tuple of str or None
        Blocks; None for all.
    folder : Path
        Where page, tables and figures go.
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    dict
        `forecast.examination/1`.
    """
    from forecast.posterior.blocks import blocks_named
    from forecast.posterior.examination.run import examine
    from forecast.writeup.examination import write_examination

    inputs, blocks = load_inputs(request), blocks_named(names)
    found = []
    for i, block in enumerate(blocks):
        found.append(examine(block, inputs.base, inputs.tables, request.seed))
        if progress is not None:
            progress("examination", i + 1, len(blocks))
    return write_examination(found, folder, request.as_of.isoformat(), request.seed)


def calibrate_posterior(
    request: Request,
    names: tuple[str, ...] | None,
    n_replicates: int,
    progress: Progress | None = None,
) -> dict[str, dict[str, Any]]:
    """Calibrate blocks by simulation and keep the results beside the posterior.

    Parameters
    ----------
    request : Request
    names : tuple of str or None
        Blocks; None for all.
    n_replicates : int
        Simulated worlds a block.
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    dict of str to dict
        Status by block; see `calibration.record.calibration_status`.
    """
    from forecast.posterior.blocks import blocks_named
    from forecast.posterior.calibration.record import (
        calibration_status,
        density_hash,
        write_record,
    )
    from forecast.posterior.calibration.run import calibrate

    inputs, blocks = load_inputs(request), blocks_named(names)
    for block in blocks:
        found = calibrate(block, inputs.base, inputs.tables, n_replicates, request.seed, progress)
        density = density_hash(block, inputs.base, inputs.tables)
        write_record(request.priors_dir, found, density)
    return calibration_status(inputs.base, inputs.tables, request.priors_dir, blocks)
