"""Prices and context windows from the JSON file in litellm's wheel, without importing litellm."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from importlib import metadata
from typing import Any

from forecast.errors import InputError, UsageError
from forecast.inputs.data_card import DataSource
from forecast.inputs.ingest.download import JSON_TYPES
from forecast.inputs.ingest.json_text import read_json
from forecast.inputs.ingest.list_prices import DATASET, DIGITS, NOT_TEXT, TOKENS, Offer, add_offer
from forecast.inputs.ingest.rows import Edition, FeedRows, Reading

NAME = "litellm"
DATASETS = (DATASET,)
PACKAGE = "litellm"
FILE = "model_prices_and_context_window*.json"
EXAMPLE = "sample_spec"  # an entry that explains the others
TEXT_MODES = ("chat", "completion", "responses")
TUNED_MARK, TUNED = "ft:", "a model tuned for one customer"
REPOSITORY = "BerriAI/litellm"
SOURCE = DataSource("litellm (PyPI)", "MIT", "BerriAI litellm, MIT licence")


def read(asked: Reading) -> FeedRows:
    """Rows of the price table.

    Parameters
    ----------
    asked : Reading
        The source is the JSON file, or a wheel that holds it; None is the installed package.

    Returns
    -------
    FeedRows

    Raises
    ------
    UsageError
        If neither a file nor the package is there.
    InputError
        If the file has another shape.
    """
    source, edition = asked.source, asked.edition
    if source is None:
        version, where, data = _package()
    else:
        version, where = f"file {source.name}", source.where
        data = source.read(JSON_TYPES, FILE)
    models = read_json(data, where)
    if not (isinstance(models, dict) and all(isinstance(v, dict) for v in models.values())):
        raise InputError(
            "not the model prices of litellm", file=where, accepted="a table of models by name"
        )
    feed = FeedRows(f"litellm {version}", SOURCE)
    for name, about in models.items():
        if name != EXAMPLE:
            _add(feed, name, about, edition)
    return feed


def _package() -> tuple[str, str, bytes]:
    """Version, name of the file and its bytes, from what the installer recorded."""
    try:
        installed = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        installed = None
    for path in (installed and installed.files) or ():
        if fnmatchcase(path.name, FILE):
            return installed.version, str(path), path.read_binary()  # type: ignore[union-attr]
    raise UsageError(
        "the feed litellm reads the wheel of litellm, which is not installed; "
        "pip install --no-deps litellm, or name a wheel or its JSON file"
    )


def _add(feed: FeedRows, name: str, about: Mapping[str, Any], edition: Edition) -> None:
    reason = NOT_TEXT if about.get("mode") not in TEXT_MODES else None
    reason = TUNED if name.startswith(TUNED_MARK) else reason
    if reason:
        feed.left_out[reason] += 1
        return
    offer = Offer(
        seller=str(about.get("litellm_provider")),
        model=name,
        input_price=_per_million(about.get("input_cost_per_token")),
        output_price=_per_million(about.get("output_cost_per_token")),
        context_tokens=_number(about.get("max_input_tokens")),
        url=about.get("source"),
    )
    add_offer(feed, offer, edition, REPOSITORY)


def _per_million(usd_per_token: Any) -> float | None:
    price = _number(usd_per_token)
    return None if price is None else float(f"{price * TOKENS:.{DIGITS}g}")


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None
