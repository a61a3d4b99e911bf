"""What designers ship in each quarter by draw of the posterior, past the data too.

Every quarter's shipments, and every change of chips and power per H100-equivalent, is drawn once
and then kept, so that the rows of a table share one future: a sum is the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.families import SCORE_P95
from forecast.inputs.table import decimal_year
from forecast.posterior.cumulative import QUARTERS_PER_YEAR, Series, log_ratios, series_of
from forecast.posterior.fading import Fading, kept_a_step
from forecast.posterior.likelihoods.compute_stock import flows, log_trend, select
from forecast.posterior.likelihoods.stock_ratios import COUNT, RATIOS

DATASET = "compute_stock"
QUARTER = 1.0 / QUARTERS_PER_YEAR


@dataclass
class Shipments:
    """Draws of shipments by designer and quarter.

    Parameters
    ----------
    draws : mapping of array (draw, ...)
        Of the stock block.
    tables : mapping of str to Table
        Evidence as of the date.
    rng : Generator
    """

    draws: Mapping[str, np.ndarray]
    tables: Mapping[str, Any]
    rng: np.random.Generator
    _rates: dict[tuple[str, int], np.ndarray] = field(default_factory=dict)
    _changes: dict[tuple[str, str, int], np.ndarray] = field(default_factory=dict)

    @cached_property
    def series(self) -> dict[tuple[str, str], Series]:
        """Published counts by designer and quantity."""
        rows = [row for row in self.tables[DATASET].rows if row["kind"] == "cumulative"]
        return {
            (designer, quantity): series_of(
                [row for row in rows if (row["scope"], row["quantity"]) == (designer, quantity)],
                "value",
            )
            for designer in self.designers
            for quantity in (COUNT, *RATIOS.values())
        }

    @cached_property
    def designers(self) -> tuple[str, ...]:
        """As the table calls them, in alphabetical order: that of the posterior."""
        return self._flows.designers

    @cached_property
    def _wave(self) -> Fading:
        """Departure that all designers share, by quarter."""
        kept = kept_a_step(self.draws["stock_wave_years"], QUARTERS_PER_YEAR)
        scatter = self.draws["stock_wave_scatter"]
        return Fading(self.draws["compute_stock_wave"], scatter, kept, self.rng)

    @cached_property
    def _flows(self) -> Any:
        table = self.tables[DATASET]
        return flows(select(table, self.tables))

    @cached_property
    def first_middle(self) -> float:
        """Middle of the first quarter that was fitted, year."""
        return float(self._flows.year.min())

    def quarters(self, start: float, end: float) -> list[tuple[int, float]]:
        """Quarters between two dates: number, and length in years; the last may be partial."""
        n = max(0, int(np.ceil((end - start) / QUARTER - 0.05)))
        edges = np.minimum(start + QUARTER * np.arange(n + 1), end)
        if n:
            edges[-1] = end
        middles = start + QUARTER * (np.arange(n) + 0.5)
        numbers = np.round((middles - self.first_middle) / QUARTER).astype(int)
        return list(zip(numbers.tolist(), np.diff(edges).tolist(), strict=True))

    def rate(self, designer: str, quarter: int) -> np.ndarray:
        """Shipments of a designer in a quarter, H100e/year, array (draw,)."""
        key = (designer, quarter)
        if key not in self._rates:
            d, at = self.draws, self.designers.index(designer)
            year = self.first_middle + QUARTER * quarter
            noise = d["stock_quarter_scatter"] * self.rng.standard_t(d["stock_tail_degrees"])
            log_rate = (
                log_trend(d, year)
                - np.log(d["uncounted_shipments_ratio"])
                + self._log_shares(year)[:, at]
                + self._wave.at(quarter)
                + d["compute_stock_scale_error_score"][:, at] * self._log_error(designer)
                + noise
            )
            self._rates[key] = np.exp(log_rate)
        return self._rates[key]

    def log_change(self, designer: str, ratio: str, quarter: int) -> np.ndarray:
        """Change into a quarter of the log of chips or power per H100e, array (draw,)."""
        key = (designer, ratio, quarter)
        if key not in self._changes:
            d = self.draws
            noise = self.rng.standard_t(d["stock_change_tail_degrees"])
            scatter = d[f"stock_{ratio}_change_scatter"] * noise
            self._changes[key] = d[f"stock_{ratio}_log_change"] + scatter
        return self._changes[key]

    def count(self, designer: str, ratio: str, year: float) -> np.ndarray | None:
        """Cumulative count of a designer at a date, given what was published for earlier ones.

        Parameters
        ----------
        designer : str
        ratio : str
            "chips" or "power"; "" for H100-equivalents.
        year : float, year

        Returns
        -------
        array (draw,) or None
            None before the count began.
        """
        counted = self.series[designer, RATIOS.get(ratio, COUNT)]
        if year <= counted.start:
            return None
        known = counted.before(year)
        begin, base = (
            (known.years[-1], known.counts[-1]) if len(known.years) else (counted.start, 0.0)
        )
        total = np.full(len(self.draws["shipments_h100e"]), float(base))
        log_ratio: Any = self.last_log_ratio(designer, ratio, year)
        for quarter, length in self.quarters(float(begin), year):
            log_ratio = log_ratio + (self.log_change(designer, ratio, quarter) if ratio else 0.0)
            total = total + self.rate(designer, quarter) * length * np.exp(log_ratio)
        return total

    def last_log_ratio(self, designer: str, ratio: str, year: float) -> float:
        """Log of chips or power per H100e of the last quarter before a date; 0 for H100e."""
        if not ratio:
            return 0.0
        over, under = (self.series[designer, name] for name in (RATIOS[ratio], COUNT))
        known = log_ratios(over.before(year), under.before(year))
        return float(known[-1] if len(known) else log_ratios(over, under)[0])

    def _log_shares(self, year: float) -> np.ndarray:
        """Log share of each designer of all counted shipments, array (draw, designer)."""
        d = self.draws
        growth = d["stock_growth_spread"][:, None] * d["compute_stock_growth_score"]
        log_size = d["compute_stock_level"] + growth * (year - START_YEAR)
        return log_size - np.log(np.exp(log_size).sum(axis=1, keepdims=True))

    def _log_error(self, designer: str) -> float:
        """Published error of the log of a designer's last count, 1."""
        rows = [
            row
            for row in self.tables[DATASET].rows
            if (row["scope"], row["quantity"]) == (designer, COUNT)
        ]
        last = max(rows, key=lambda row: decimal_year(row["observed_on"]))
        return float(np.log(last["high"] / last["low"]) / (2 * SCORE_P95))
