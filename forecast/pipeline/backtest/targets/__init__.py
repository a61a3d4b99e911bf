"""One file a group of targets, each with its tuple TARGETS: what the backtest scores."""

from forecast.pipeline.backtest.targets import chips, clusters, contexts, gains, rentals, stock

TARGETS = (
    *(*chips.TARGETS, *rentals.TARGETS, *stock.TARGETS, *clusters.TARGETS),
    *(*contexts.TARGETS, *gains.TARGETS),
)
