"""One file a group of targets, each with its tuple TARGETS: what the backtest scores."""

from forecast.pipeline.backtest.targets import (
    chips,
    clusters,
    contexts,
    gains,
    prices,
    rentals,
    stock,
    tokens,
)

TARGETS = (
    *(*chips.TARGETS, *rentals.TARGETS, *stock.TARGETS, *clusters.TARGETS),
    *(*prices.TARGETS, *tokens.TARGETS, *contexts.TARGETS, *gains.TARGETS),
)
