"""Trends of what is on offer: the windows of models, and the lowest price of a capability."""

from __future__ import annotations

from forecast.posterior.shapes import Trend

CONTEXT = Trend(
    "context_shape",
    "context_window_slowing_years",
    ("context_window_long_run_growth_per_year",),
    cuts=(2024.5, 2025.25, 2026.0),
)
LOWEST_PRICE = Trend(
    "lowest_price_shape",
    "lowest_token_price_slowing_years",
    ("lowest_token_price_long_run_fall_per_year",),
    cuts=(2024.5, 2025.0, 2025.5),
)
