"""From a finished run to everything its publication is written from."""

from __future__ import annotations

from pathlib import Path

from forecast.engine import threads
from forecast.pipeline.origins import (
    belief_rows,
    evidence_rows,
    hashes_of,
    library_versions,
)
from forecast.pipeline.publication.backtest import backtest_rows
from forecast.pipeline.publication.calibration import calibration_rows
from forecast.pipeline.publication.changed import publication_before, what_changed
from forecast.pipeline.publication.curves import hub_levels, published_curves
from forecast.pipeline.publication.draws import joint_draws, units_of
from forecast.pipeline.publication.near_term import near_term_predictions
from forecast.pipeline.publication.page import page_context
from forecast.pipeline.publication.scenarios import by_scenario
from forecast.pipeline.publication.snapshot import snapshot_of
from forecast.pipeline.request import Forecast
from forecast.posterior.joint import join
from forecast.writeup.publication.material import Material

NEWEST = "~"  # a name after that of every publication


def publication_material(
    forecast: Forecast, reports: Path | None = None, identifier: str = NEWEST
) -> Material:
    """Everything a publication of a run is written from.

    Parameters
    ----------
    forecast : Forecast
        As `run_forecast` returns it.
    reports : Path, optional
        Folder of publications, where the scores of a backtest may lie, and the publication before.
    identifier : str
        Name of the publication to be; those of an earlier date or name came before it.

    Returns
    -------
    Material
    """
    request, inputs, simulated = forecast.request, forecast.inputs, forecast.simulated
    stored = forecast.blocks
    before = publication_before(reports, identifier) if reports is not None else None
    with threads(2) as pool:  # compiled code works on while the rest is gathered
        told_by_scenario = pool.submit(by_scenario, forecast, join(stored.values()))
        told_changed = pool.submit(what_changed, forecast, stored, before)
        draws = joint_draws(simulated.sample)
        snapshot, diagnostics = snapshot_of(forecast)
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
            calibration=calibration_rows(inputs, tuple(stored), request.priors_dir),
            page=page_context(forecast),
            predictions=near_term_predictions(forecast),
            backtest=backtest_rows(reports) if reports is not None else [],
            by_scenario=told_by_scenario.result(),
            changed=told_changed.result(),
        )
