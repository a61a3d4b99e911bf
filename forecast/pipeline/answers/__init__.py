"""Answers read off the draws kept whole, one file a question.

Each has `answer(sample, inputs)`, which returns the rows of its question as in the contract.
"""

from collections.abc import Callable
from typing import Any

from forecast.pipeline.answers import (
    by_shape,
    copies_at_arrival,
    cost_error,
    essay,
    nowcast,
    power_needed,
    published,
    published_trends,
    training_share,
)

ANSWERS: dict[str, Callable[..., Any]] = {
    "Q5": copies_at_arrival.answer,
    "Q15": cost_error.answer,
    "Q18": training_share.answer,
    "Q19": power_needed.answer,
    "Q20": essay.answer,
    "Q21": nowcast.answer,
    "Q22": published.answer,
    "by_shape": by_shape.answer,
    "published_trends": published_trends.answer,
}
