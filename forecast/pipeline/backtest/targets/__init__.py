"""One file a group of targets, each with its tuple TARGETS: what the backtest scores."""

from forecast.pipeline.backtest.targets import chips, contexts, gains, rentals, stock

TARGETS = (*chips.TARGETS, *rentals.TARGETS, *stock.TARGETS, *contexts.TARGETS, *gains.TARGETS)
