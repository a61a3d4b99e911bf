"""H100-equivalents, chips and power that an owner holds or a lab uses, at a date.

An owner's published count of earlier dates is known; since then it gets a share of each quarter's
shipments that moves from its last one. Of "all" designers: the sum over those it buys from. An
owner not seen gets a share like those of others. A lab gets its share of all counted shipments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import decimal_year
from forecast.posterior.cumulative import Series, log_ratios
from forecast.posterior.likelihoods.compute_owners import LAB, WHOLE, fleets, scope_of
from forecast.posterior.likelihoods.stock_ratios import COUNT
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects
from forecast.posterior.shipments import Shipments
from forecast.quantities import nearest

FARTHEST = 50.0  # of a log share after heavy-tailed steps; e^50 is more than there is
DATASET = "compute_owners"
BLOCK = ("stock", "owners")
NEEDED = ("observed_on", "owner", "owner_kind", "chip_designer")
TARGETS = {"h100e": "H100e", "chips": "chip", "power_w": "W"}
RATIO_OF = {"h100e": "", "chips": "chips", "power_w": "power"}
ALL = "all"


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """What each owner or lab has at the date of its row.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of tuple of Predicted, Predicted or str
    """
    owners = Owners(Shipments(draws, context.tables, rng), draws, context, rng)
    return [owners.lab(row) if row["owner_kind"] == LAB else owners.owner(row) for row in rows]


class Owners:
    """Shares of shipments by owner and quarter, each drawn once so that rows share them."""

    def __init__(
        self, shipments: Shipments, draws: Draws, context: Context, rng: np.random.Generator
    ) -> None:
        self.shipments, self.draws, self.context, self.rng = shipments, draws, context, rng
        table = context.tables[DATASET]
        self.fleets = {column: fleets(table, column) for column in RATIO_OF}
        self._scatter: dict[str, np.ndarray] = {}
        self._changes: dict[tuple[str, int], np.ndarray] = {}
        self._unseen: dict[str, np.ndarray] = {}
        self._labs: dict[str, np.ndarray] = {}

    def lab(self, row: Mapping[str, Any]) -> Outcome:
        """H100-equivalents that a lab uses."""
        year, name = decimal_year(row["observed_on"]), row["owner"]
        total = self._all_designers("", year)
        if total is None:
            return "before the first count of any designer"
        if name not in self._labs:
            (self._labs[name],) = group_effects(
                "lab_share_score",
                self.draws["lab_share_spread"],
                [name],
                self.draws,
                self.context,
                self.rng,
            )
        d = self.draws
        log_share = (
            d["lab_log_share"]
            + self._labs[name]
            + d["lab_share_growth"] * (year - START_YEAR)
            + d["lab_share_scatter"] * self.rng.standard_normal(len(total))
        )
        held = total * np.exp(np.minimum(log_share, 0.0))
        return Predicted("h100e", TARGETS["h100e"], row["h100e"], held)

    def owner(self, row: Mapping[str, Any]) -> Outcome:
        """H100-equivalents, chips and power that an owner holds."""
        year, owner, designer = decimal_year(row["observed_on"]), row["owner"], row["chip_designer"]
        is_all = designer.casefold() == ALL
        scopes = self.shipments.designers
        if not is_all and scope_of(designer, scopes) is None:
            near = nearest(designer, sorted({pair[1] for pair in self.fleets["h100e"]}))
            return f"no such designer: {designer!r}" + (f"; did you mean {near!r}?" if near else "")
        held = {column: self._held(owner, designer, column, year, is_all) for column in RATIO_OF}
        told = tuple(
            Predicted(column, TARGETS[column], row[column], draws)
            for column, draws in held.items()
            if draws is not None
        )
        return told or f"before the first count of {designer!r}"

    def _held(
        self, owner: str, designer: str, column: str, year: float, is_all: bool
    ) -> np.ndarray | None:
        pairs = [
            pair
            for pair in self.fleets[column]
            if pair[0] == owner and (is_all or _same(pair[1], designer))
        ]
        parts = [self._fleet(pair, column, year) for pair in pairs]
        known = [part for part in parts if part is not None]
        if known:
            return np.sum(known, axis=0)
        return None if pairs else self._not_seen(owner, designer, RATIO_OF[column], year, is_all)

    def _fleet(self, pair: tuple[str, str], column: str, year: float) -> np.ndarray | None:
        """One owner's chips of one designer."""
        counted, ratio = self.fleets[column][pair], RATIO_OF[column]
        scope = str(scope_of(pair[1], self.shipments.designers))
        if year <= counted.start:
            return None
        known = counted.before(year)
        begin, base = (
            (float(known.years[-1]), float(known.counts[-1]))
            if len(known.years)
            else (counted.start, 0.0)
        )
        log_share = _last(self.fleets["h100e"][pair], self.shipments.series[scope, COUNT], year)
        log_ratio = _last(counted, self.fleets["h100e"][pair], year) if ratio else 0.0
        total = np.full(len(self.draws["owner_log_share"]), base)
        log_part: Any = log_share + log_ratio
        for quarter, length in self.shipments.quarters(begin, year):
            log_part = log_part + self._change(pair, scope, quarter)
            if ratio:
                log_part = log_part + self.shipments.log_change(scope, ratio, quarter)
            total = total + self.shipments.rate(scope, quarter) * length * np.exp(
                np.minimum(log_part, FARTHEST)
            )
        return total

    def _change(self, pair: tuple[str, str], scope: str, quarter: int) -> Any:
        """Change into a quarter of the log share of an owner; none for a designer's own fleet."""
        name = " ".join(pair)
        shares = log_ratios(self.fleets["h100e"][pair], self.shipments.series[scope, COUNT])
        if np.abs(shares).max() <= WHOLE:
            return 0.0
        if name not in self._scatter:
            (wider,) = group_effects(
                "owner_fleet_score",
                self.draws["owner_change_scatter_spread"],
                [name],
                self.draws,
                self.context,
                self.rng,
            )
            self._scatter[name] = self.draws["owner_change_scatter"] * np.exp(wider)
        key = (name, quarter)
        if key not in self._changes:
            noise = self.rng.standard_t(self.draws["owner_change_tail_degrees"])
            self._changes[key] = self._scatter[name] * noise
        return self._changes[key]

    def _not_seen(
        self, owner: str, designer: str, ratio: str, year: float, is_all: bool
    ) -> np.ndarray | None:
        """An owner without rows: a share like those of others."""
        scope = scope_of(designer, self.shipments.designers)
        whole = (
            self._all_designers(ratio, year)
            if is_all
            else self.shipments.count(str(scope), ratio, year)
        )
        if owner not in self._unseen:
            d = self.draws
            spread = d["owner_share_spread"] * self.rng.standard_normal(len(d["owner_log_share"]))
            self._unseen[owner] = np.minimum(d["owner_log_share"] + spread, 0.0)
        return None if whole is None else whole * np.exp(self._unseen[owner])

    def _all_designers(self, ratio: str, year: float) -> np.ndarray | None:
        counts = [self.shipments.count(each, ratio, year) for each in self.shipments.designers]
        known = [count for count in counts if count is not None]
        return np.sum(known, axis=0) if known else None


def _same(one: str, other: str) -> bool:
    return one.casefold().split()[0] == other.casefold().split()[0]


def _last(over: Series, under: Series, year: float) -> float:
    """Log ratio of what the last quarter before a date added; of the first where none is before."""
    known = log_ratios(over.before(year), under.before(year))
    return float(known[-1] if len(known) else log_ratios(over, under)[0])
