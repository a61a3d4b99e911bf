"""The statements of a publication, by target."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

from forecast.inputs.table import Table
from forecast.pipeline.backtest.target import Target
from forecast.pipeline.backtest.targets import TARGETS
from forecast.pipeline.near_term import hardware, models
from forecast.pipeline.near_term.asked import Asked

Day = datetime.date
Tables = Mapping[str, Table]

MAKE: dict[str, Callable[[Target, Day, Tables], Iterator[Asked]]] = {
    "flop_per_usd": hardware.per_usd,
    "chip_flop": hardware.chip,
    "chip_bandwidth": hardware.chip,
    "rental_price": hardware.rental,
    "stock": hardware.stock,
    "cluster_size": hardware.cluster,
    "price_at_capability": models.record_price,
    "token_volume": models.tokens,
    "context_median": models.median_context,
    "context_frontier": models.longest_context,
}


def asked_on(as_of: Day, tables: Tables) -> Iterator[tuple[Target, Asked]]:
    """Everything asked in a publication of a day, with its target."""
    for target in TARGETS:
        if target.name in MAKE:
            for each in MAKE[target.name](target, as_of, tables):
                yield target, each
