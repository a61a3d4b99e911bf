"""Published estimates of the yearly gain in training compute at fixed capability."""

from __future__ import annotations

import numpy as np

from forecast.inputs.table import Row, Table, decimal_year
from forecast.pipeline.backtest.target import Draws, Item, Oracle, Tables, Target

# What reads its rows stands beside its likelihood and brings pymc: imported where it is needed.
DATASET, SERIES = "algorithmic_efficiency", "training compute"


def chosen(tables: Tables) -> Table:
    """Estimates of a gain in training compute, one edition of each."""
    from forecast.posterior.likelihoods.algorithmic_efficiency import OF_PARAMETERS, select

    table = select(tables[DATASET], tables)
    return table.where(lambda row: not row["measured_quantity"].startswith(OF_PARAMETERS))


def items(tables: Tables) -> list[Item]:
    """Log factor a year of each estimate, dated to its publication."""
    return [
        Item(row, decimal_year(row["published_on"]), float(np.log(row["factor_per_year"])), SERIES)
        for row in chosen(tables).rows
    ]


def ours(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """Gain of its period over the exponent, effect of its group, error and scatter of methods."""
    del tables
    draws, rng = oracle.draws, oracle.rng
    n = len(draws["algorithmic_gain_per_year"])
    seen = sorted({row["study_group"] for row in select_all(oracle).rows})
    effects = {
        name: draws["algorithmic_efficiency_group_score"][:, at] for at, name in enumerate(seen)
    }
    found = []
    for item in items:
        group = item.row["study_group"]
        if group not in effects:
            effects[group] = rng.standard_normal(n)
        typical = mean_gain(draws, item.row) + draws["algorithmic_group_spread"] * effects[group]
        error = np.hypot(draws["algorithmic_unquoted_error"], draws["algorithmic_method_spread"])
        found.append(
            typical / draws["training_to_inference_exponent"] + error * rng.standard_normal(n)
        )
    return found


def mean_gain(draws: Draws, row: Row) -> np.ndarray:
    """Log gain a year over the period that a study looks at, as the fit takes it, (draw,)."""
    from forecast.posterior.likelihoods.algorithmic_efficiency import log_gain, period

    start, end = period(row["period"])
    return (log_gain(draws, end) - log_gain(draws, start)) / (end - start)


def select_all(oracle: Oracle) -> Table:
    """The estimates that the fit took, of parameters too."""
    from forecast.posterior.likelihoods.algorithmic_efficiency import select

    return select(oracle.tables[DATASET], oracle.tables)


TARGETS = (
    Target(
        "algorithmic_gain",
        "factor a year of each new estimate of the gain in training compute",
        DATASET,
        "algorithmic",
        items,
        ours,
        notes=(
            "estimates by people, of which seven are variants of one study; the period that a "
            "study looks at is given",
        ),
    ),
)
