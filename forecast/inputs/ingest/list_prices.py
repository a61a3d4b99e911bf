"""Rows of the price table from what catalogues say of a model."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from forecast.inputs.ingest.naming import DEVELOPERS, maker_of, model_key
from forecast.inputs.ingest.rows import Cells, Edition, FeedRow, FeedRows

DATASET = "llm_prices"
TOKENS = 1e6  # prices are per so many tokens
INPUT_WEIGHT = 3 / 4  # of the blended price, three tokens read for one written
DIGITS = 12  # of a computed price: no noise of binary arithmetic in the tables
NO_PRICE = "no price above zero for both reading and writing"
HOST = "sold by a host, not by the model's developer"
NOT_TEXT = "not a model that writes text"
LATER = "takes effect after today"


@dataclass(frozen=True)
class Offer:
    """What one seller asks for one model.

    Parameters
    ----------
    seller : str
        The catalogue's name for it.
    model : str
        Identifier in the catalogue.
    input_price, output_price : float or None, USD per 1e6 tokens
    context_tokens : float or None, tokens
    since : date or None
        Day from which the seller asks this; None is not stated.
    url : str or None
        Where the catalogue read it.
    """

    seller: str
    model: str
    input_price: float | None
    output_price: float | None
    context_tokens: float | None = None
    since: datetime.date | None = None
    url: str | None = None


def add_offer(feed: FeedRows, offer: Offer, edition: Edition, repository: str) -> None:
    """Add a row for an offer of a developer, or count it with the reason it is left out.

    Parameters
    ----------
    feed : FeedRows
        Grows.
    offer : Offer
        The offer.
    edition : Edition
        Dates a price that states no day: when the copy was read.
    repository : str
        Cited where the offer has no address.
    """
    reason = _why_not(offer, edition)
    if reason:
        feed.left_out[reason] += 1
    else:
        feed.rows.append(FeedRow(None, _cells(feed, offer, edition, repository)))


def _why_not(offer: Offer, edition: Edition) -> str | None:
    developer = DEVELOPERS.get(offer.seller)
    if developer is None or maker_of(offer.model) not in (None, developer):
        return HOST
    if not (offer.input_price and offer.output_price):
        return NO_PRICE
    if offer.since is not None and offer.since > edition.read_on:
        return LATER
    return None


def _cells(feed: FeedRows, offer: Offer, edition: Edition, repository: str) -> Cells:
    assert offer.input_price is not None
    assert offer.output_price is not None
    blended = INPUT_WEIGHT * offer.input_price + (1 - INPUT_WEIGHT) * offer.output_price
    return {
        "provider": DEVELOPERS[offer.seller],
        "model": offer.model,
        "model_key": model_key(offer.model),
        "price_plan": "standard",
        "usd_per_million_input_tokens": offer.input_price,
        "usd_per_million_output_tokens": offer.output_price,
        "usd_per_million_tokens_blended_3to1": float(f"{blended:.{DIGITS}g}"),
        "context_window_tokens": offer.context_tokens,
        "first_party_price": True,
        "open_weight_hosted": False,
        "rolling_alias": offer.model.endswith("latest"),
        "confidence": "high",
        "source_title": f"{feed.title}, read on {edition.read_on}",
        "source_url": offer.url if (offer.url or "").startswith("https://") else repository,
        "licence": feed.source.licence,
        "verification": "primary",
        **_dates(offer, edition),
    }


def _dates(offer: Offer, edition: Edition) -> Cells:
    """A price the seller dated was public on that day; else it is known since the copy is."""
    if offer.since is None:
        day = edition.known_on
        return {"observed_on": day, "date_basis": "first_observed_catalog", **edition.cells()}
    return {
        "observed_on": offer.since,
        "date_basis": "effective_start_date",
        "published_on": offer.since,
        "published_on_basis": "source_dated",
    }
