"""From a finished run to everything its publication is written from."""

from __future__ import annotations

from pathlib import Path

from forecast.pipeline.publication.backtest import backtest_rows
from forecast.pipeline.publication.calibration import calibration_rows
from forecast.pipeline.publication.curves import hub_levels, published_curves
from forecast.pipeline.publication.draws import joint_draws, units_of
from forecast.pipeline.publication.near_term import near_term_predictions
from forecast.pipeline.publication.origins import (
    belief_rows,
    evidence_rows,
    hashes_of,
    library_versions,
)
from forecast.pipeline.publication.page import page_context
from forecast.pipeline.publication.snapshot import snapshot_of
from forecast.pipeline.request import Forecast
from forecast.writeup.publication.material import Material


def publication_material(forecast: Forecast, reports: Path | None = None) -> Material:
    """Everything a publication of a run is written from.

    Parameters
    ----------
    forecast : Forecast
        As `run_forecast` returns it.
    reports : Path, optional
        Folder of publications, where the scores of a backtest may lie.

    Returns
    -------
    Material

    Raises
    ------
    ForecastError
        When the draws of a posterior block cannot be read again, so that the publication could
        not be reproduced.
    """
    request, inputs, simulated = forecast.request, forecast.inputs, forecast.simulated
    draws = joint_draws(simulated.sample)
    snapshot, diagnostics = snapshot_of(forecast)
    blocks = tuple(block["block"] for block in forecast.provenance)
    return Material(
        document=forecast.document,
        sets=request.sets,
        vintage=request.vintage,
        draws=draws,
        units=units_of(draws, inputs.cards),
        levels=hub_levels(simulated, request),
        curves=published_curves(simulated, request),
        beliefs=belief_rows(inputs),
        evidence=evidence_rows(inputs),
        snapshot=snapshot,
        hashes=hashes_of(inputs, forecast.document),
        versions=library_versions(),
        diagnostics=diagnostics,
        calibration=calibration_rows(inputs, blocks, request.priors_dir),
        page=page_context(forecast),
        predictions=near_term_predictions(forecast),
        backtest=backtest_rows(reports) if reports is not None else [],
    )
