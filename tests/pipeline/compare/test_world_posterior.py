"""Which stored draws a mixture of two sides can use."""

from __future__ import annotations

import zipfile
from pathlib import Path

from forecast.pipeline.compare.world_posterior import _remixed
from forecast.posterior.blocks import FORECAST_BLOCKS

REPORTS = Path(__file__).parents[3] / "reports"
FIRST = "2026-11-24-first-publication"  # its context block was fitted in one shape


def test_draws_from_before_their_trend_had_shapes_are_not_remixed(tmp_path):
    with zipfile.ZipFile(REPORTS / FIRST / "inputs.zip") as archive:
        for name in ("posterior/context.nc", "posterior/context.nc.sha256"):
            archive.extract(name, tmp_path)
    (block,) = (each for each in FORECAST_BLOCKS if each.name == "context")
    assert block.trend
    assert _remixed(block, None, tmp_path) is None
