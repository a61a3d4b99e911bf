"""Prices and context windows from genai-prices: the installed package, or its JSON file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from forecast.errors import InputError, UsageError
from forecast.inputs.data_card import DataSource
from forecast.inputs.ingest.download import JSON_TYPES
from forecast.inputs.ingest.json_text import read_json
from forecast.inputs.ingest.list_prices import DATASET, NO_PRICE, Offer, add_offer
from forecast.inputs.ingest.rows import FeedRows, Reading
from forecast.inputs.ingest.source import Source

NAME = "genai_prices"
DATASETS = (DATASET,)
REPOSITORY = "pydantic/genai-prices"
SOURCE = DataSource("genai-prices (PyPI)", "MIT", "Pydantic, genai-prices, MIT licence")
INPUT, OUTPUT = "input_mtok", "output_mtok"  # USD per 1e6 tokens
UNDATED = "an earlier price without a date"
BY_HOUR = "a price of some hours of the day"


def read(asked: Reading) -> FeedRows:
    """Rows of the price table.

    Parameters
    ----------
    asked : Reading
        The source is a file in the shape of the project's `prices/data.json`; None is the
        installed package.

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
    version, providers = _package() if source is None else _file(source)
    feed = FeedRows(f"genai-prices {version}", SOURCE)
    for provider in providers:
        for model in _get(provider, "models") or ():
            for offer in _offers(provider, model, feed):
                add_offer(feed, offer, edition, REPOSITORY)
    return feed


def _package() -> tuple[str, Any]:
    try:
        import genai_prices
        from genai_prices.data import providers
    except ImportError:
        raise UsageError(
            "the feed genai_prices reads the package genai-prices, which is not installed; "
            "pip install 'billion-copies[feeds]', or name its JSON file"
        ) from None
    return genai_prices.__version__, providers


def _file(source: Source) -> tuple[str, Any]:
    providers = read_json(source.read(JSON_TYPES, "data.json"), source.where)
    if not (isinstance(providers, list) and all(isinstance(each, dict) for each in providers)):
        raise InputError(
            "not the prices of genai-prices",
            file=source.where,
            accepted="a list of providers with their models, as prices/data.json",
        )
    return f"file {source.name}", providers


def _offers(provider: Any, model: Any, feed: FeedRows) -> Iterator[Offer]:
    """One offer a dated price; one without a day where nothing is dated."""
    prices = _get(model, "prices")
    entries = prices if isinstance(prices, list) else [prices]
    for entry in entries:
        constraint = _get(entry, "constraint")
        since = _day(_get(constraint, "start_date"))
        if since is None and len(entries) > 1:
            feed.left_out[UNDATED if constraint is None else BY_HOUR] += 1
        elif entry is None:
            feed.left_out[NO_PRICE] += 1
        else:
            yield _offer(provider, model, _get(entry, "prices") or entry, since)


def _offer(provider: Any, model: Any, prices: Any, since: datetime.date | None) -> Offer:
    urls = _get(provider, "pricing_urls") or [None]
    context = _get(model, "context_window")
    return Offer(
        seller=str(_get(provider, "id")),
        model=str(_get(model, "id")),
        input_price=_price(_get(prices, INPUT)),
        output_price=_price(_get(prices, OUTPUT)),
        context_tokens=float(context) if context else None,
        since=since,
        url=urls[0],
    )


def _get(thing: Any, name: str) -> Any:
    """A field of an object of the package, or of a JSON table."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _price(value: Any) -> float | None:
    """The price up to the first threshold of length; None where there is none."""
    base = value if value is None or not hasattr(value, "base") else value.base
    base = base.get("base") if isinstance(base, Mapping) else base
    try:
        return None if base is None else float(base)
    except (TypeError, ValueError):
        return None


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value[:10])
        except ValueError:
            return None
    return value if isinstance(value, datetime.date) else None
