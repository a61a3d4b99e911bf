"""Near-term predictions that a publication states, where the track record makes them."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from forecast.pipeline.request import Forecast

MAKER = "forecast.track_record.near_term"  # its `predictions(forecast)` gives a JSON object


def near_term_predictions(forecast: Forecast) -> dict[str, Any] | None:
    """Statements about the near term that will be scored; None where nothing makes them.

    Parameters
    ----------
    forecast : Forecast

    Returns
    -------
    dict or None
    """
    if find_spec(MAKER) is None:
        return None
    return import_module(MAKER).predictions(forecast)
