"""Answers read off the draws kept whole, one file a question.

Each has `answer(sample, inputs)`, which returns the rows of its question as in the contract.
"""

from collections.abc import Callable
from typing import Any

ANSWERS: dict[str, Callable[..., Any]] = {}
