"""Quarterly shipments of accelerators by designer, 2022 to 2025, around one world trend.

Rows: cumulative H100-equivalents sold since a designer's count began, one retrospective edition
(Epoch AI, 2026-04-22). Differences between quarters are fitted, not the sums: a sum repeats its
own past, and a designer that enters the count late would look like growth.

Noise: (1) each designer takes a share of the world trend; log shares change linearly, with changes
pooled over designers, so the trend holds for the sum. (2) A scale error per designer moves its
whole series together, as wide as the published interval of each quarter: such errors do not
average out over quarters. (3) A departure from the smooth trend that all designers share and that
fades within about a year, since booms last several quarters. (4) A Student scatter of each quarter.

Informs: world shipments at the start date (counted designers times the ratio for the uncounted),
growth, long-run growth and slowing; the last two hardly.

What the plots show: on a log scale NVIDIA is flat through 2022 and then leaps. That is growth that
rises, which a shape that only slows cannot follow, so flows before 2023 stay out (with them the
slowing time is 8 instead of 5 years; level and growth hardly move). NVIDIA and TPU together grew
2.6 times to 2024-Q3 and 3.1 times to 2025-Q3: no slowing is seen, and what the fit has of it comes
from 2023 and from the prior. Residuals of both stay within 0.2 after their first quarter (0.4 off,
either way) and lean alike for several quarters, as the shared departure expects; AMD strays most
(0.6 low in 2025-Q2). 97 % of flows lie in their 90 % band, 75 % in their 50 % band: the scatter is
that of AMD and a little wide for NVIDIA.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.families import SCORE_P95
from forecast.posterior.cumulative import QUARTERS_PER_YEAR
from forecast.posterior.effects import standard_scores
from forecast.posterior.fading import fading, kept_a_step
from forecast.posterior.likelihoods.stock_ratios import add_ratios
from forecast.posterior.shapes import STOCK, Scored
from forecast.trends import log_slowing_growth

if TYPE_CHECKING:
    from forecast.inputs.evidence import Table

DATASET = "compute_stock"
TERMS = (
    "shipments_h100e",
    "shipments_growth_per_year",
    "shipments_long_run_growth_per_year",
    "shipments_slowing_years",
    "uncounted_shipments_ratio",
)
NOISE = (
    "stock_level_spread",
    "stock_growth_spread",
    "stock_quarter_scatter",
    "stock_wave_scatter",
    "stock_wave_years",
    "stock_tail_degrees",
    "stock_chips_log_change",
    "stock_power_log_change",
    "stock_chips_change_scatter",
    "stock_power_change_scatter",
    "stock_change_tail_degrees",
)
PREDICTS_WITH = (
    "compute_stock_level",
    "compute_stock_growth_score",
    "compute_stock_scale_error_score",
    "compute_stock_wave",
)
FIRST_YEAR = 2023.0  # year; before, growth rose (the boom had not begun) and the trend only slows


@dataclass(frozen=True)
class Flows:
    """Shipments of one designer in one quarter, by date, then designer.

    Parameters
    ----------
    log_rate : array (flow,), natural log of H100e/year
        Difference of the cumulative count over the length of the quarter.
    year : array (flow,), year
        Middle of the quarter.
    designer : array (flow,)
        Position in `designers`.
    log_error : array (flow,), 1
        Standard deviation of the log count, from its published 5-95 interval.
    designers : tuple of str
        Whose chips, as the table calls them, in alphabetical order.
    """

    log_rate: np.ndarray
    year: np.ndarray
    designer: np.ndarray
    log_error: np.ndarray
    designers: tuple[str, ...]


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: cumulative H100-equivalents of each designer.

    Left out: sums over designers (their scope grows), chips and power (the same estimate again),
    shipments by chip (part of the sums), installed stock and press figures (other bases), CoWoS.
    """
    del tables
    return table.where(
        lambda row: row["quantity"] == "cumulative_h100e" and row["kind"] == "cumulative"
    )


def flows(table: Table) -> Flows:
    """Differences of each designer's cumulative count, from `FIRST_YEAR` on.

    Parameters
    ----------
    table : Table
        Selected rows, in any order.

    Returns
    -------
    Flows
        The first count of a designer is the first quarter's shipments: counts start with it.
    """
    scope, year = table.column("scope"), table.years()
    designers = tuple(sorted(set(scope)))
    parts = []
    for position, designer in enumerate(designers):
        rows = np.flatnonzero(scope == designer)
        rows = rows[np.argsort(year[rows])]
        parts.append(_designer_flows(table, rows, year[rows], position))
    columns = np.hstack(parts)
    columns = columns[:, columns[1] >= FIRST_YEAR]
    log_rate, middle, log_error, position = columns[:, np.lexsort((columns[3], columns[1]))]
    return Flows(log_rate, middle, position.astype(int), log_error, designers)


def _designer_flows(table: Table, rows: np.ndarray, end: np.ndarray, position: int) -> np.ndarray:
    """Log rate, middle of the quarter, log error and designer, one column a flow."""
    count, low, high = (table.column(name)[rows].astype(float) for name in ("value", "low", "high"))
    quarters = np.r_[1.0, np.round(np.diff(end) * QUARTERS_PER_YEAR)]
    width = quarters / QUARTERS_PER_YEAR
    log_rate = np.log(np.diff(count, prepend=0.0) / width)
    log_error = np.log(high / low) / (2 * SCORE_P95)
    return np.stack([log_rate, end - width / 2, log_error, np.full(len(rows), position)])


def log_trend(terms: Mapping[str, Any], years: Any) -> Any:
    """Natural log of the world's shipment rate at calendar years, H100e/year.

    Parameters
    ----------
    terms : mapping of str to scalar
        Values of `TERMS`.
    years : array (row,), year
        Calendar years.

    Returns
    -------
    array or tensor (row,), natural log of H100e/year
        The trend the kernel carries forward, before any cap.
    """
    return np.log(terms["shipments_h100e"]) + log_slowing_growth(
        years_since_start=years - START_YEAR,
        log_growth_today=np.log(terms["shipments_growth_per_year"]),
        log_growth_long_run=np.log(terms["shipments_long_run_growth_per_year"]),
        slowing_years=terms["shipments_slowing_years"],
    )


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each flow is known from the middle of its quarter; the flows of a quarter are one unit."""
    del tables
    years = flows(table).year
    return Scored(years, [f"{year:.2f}" for year in years])


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log shipment rates around world trend, share, shared wave and scale error, Student t.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence: the other counts of the same table are read.
    """
    import pymc as pm

    from forecast.posterior.build import nuisance
    from forecast.posterior.shapes_model import observe, shaped

    observed, noise, terms = flows(table), nuisance(table), shaped(terms, STOCK)
    scale_error = standard_scores(f"{DATASET}_scale_error_score", observed.designers)
    mean = (
        log_trend(terms, observed.year)
        - np.log(terms["uncounted_shipments_ratio"])
        + _log_share(observed, noise)
        + _wave(observed, noise)
        + scale_error[observed.designer] * observed.log_error
    )
    observe(
        pm.StudentT,
        DATASET,
        pm.Data(f"{DATASET}_log_rate", observed.log_rate),
        nu=noise["stock_tail_degrees"],
        mu=mean,
        sigma=noise["stock_quarter_scatter"],
    )
    add_ratios(tables[DATASET], noise)


def _log_share(observed: Flows, noise: Mapping[str, Any]) -> Any:
    """Log of the designer's share of all counted shipments at the time of each flow."""
    import pymc as pm
    import pytensor.tensor as pt

    pm.modelcontext(None).add_coord(DATASET, observed.designers)
    level = pm.ZeroSumNormal(f"{DATASET}_level", noise["stock_level_spread"], dims=DATASET)
    growth = pm.ZeroSumNormal(f"{DATASET}_growth_score", dims=DATASET)
    since = (observed.year - START_YEAR)[:, None]
    log_size = level + noise["stock_growth_spread"] * growth * since
    log_share = log_size - pt.logsumexp(log_size, axis=1, keepdims=True)
    return log_share[np.arange(len(observed.year)), observed.designer]


def _wave(observed: Flows, noise: Mapping[str, Any]) -> Any:
    """Departure from the trend that all designers share at each flow: it fades and is renewed."""
    import pymc as pm

    quarter = np.round((observed.year - observed.year.min()) * QUARTERS_PER_YEAR).astype(int)
    kept = kept_a_step(noise["stock_wave_years"], QUARTERS_PER_YEAR)
    path = fading(f"{DATASET}_wave_score", kept, int(quarter.max()) + 1)
    return pm.Deterministic(f"{DATASET}_wave", noise["stock_wave_scatter"] * path)[quarter]
