"""What the page of a publication shows beside the forecast's own document."""

from __future__ import annotations

from forecast import __version__
from forecast.pipeline.explorer import explorer_draws
from forecast.pipeline.origins import library_versions
from forecast.pipeline.request import Forecast
from forecast.posterior.summary import read_summary
from forecast.writeup.page import PageContext


def page_context(forecast: Forecast) -> PageContext:
    """What surrounds a forecast on its page; its name, files and history come later.

    Parameters
    ----------
    forecast : Forecast

    Returns
    -------
    PageContext
    """
    inputs, document = forecast.inputs, forecast.document
    names = [row["name"] for row in document["answers"]["Q10"]]
    keys = {block["block"]: block["key"] for block in forecast.provenance}
    summary = read_summary(forecast.request.priors_dir)
    current = {name for name, each in summary["blocks"].items() if each["key"] == keys.get(name)}
    return PageContext(
        name="",
        version=__version__,
        versions=library_versions(),
        draws=explorer_draws(forecast.simulated.sample, inputs, names),
        beliefs=inputs.beliefs,
        cards=inputs.cards,
        tables=inputs.tables,
        fitted={k: each for k, each in summary["quantities"].items() if each["block"] in current},
    )
