"""A list price of an API: from its date, the model's capability and age, and who sells.

A seller not seen has the spread between sellers. A model not seen has the spread between models;
one that the fitted rows price elsewhere or before is placed by them, as normal theory would.

Fitted to what was published by 2025, the 186 rows of 2026 lie in their 50, 80 and 90 % intervals
in 62, 85 and 93 % of cases and a factor 1.65 from the median (half of them nearer); the 69 with a
score 65, 88 and 94 %, and a factor 1.45.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row, decimal_year
from forecast.posterior.likelihoods.llm_prices import (
    VALUE,
    Prices,
    log_prices,
    log_typical_price,
    prices,
    select,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects, student

DATASET = "llm_prices"
BLOCK = "prices"
NEEDED = ("observed_on",)
TARGETS = {VALUE: "USD per 1e6 tokens"}
UNKNOWN = "not told"  # a seller or model that the row does not name


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Blended price of each row, nominal USD of its date per 1e6 tokens.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted
    """
    if not rows:
        return []
    asked = described([_filled(row) for row in rows])
    columns = {name: each[:, None] for name, each in draws.items() if each.ndim == 1}
    typical = log_typical_price(columns, columns, asked)
    scatter = draws["token_price_seller_scatter"]
    seller = group_effects("token_price_seller_score", scatter, asked.seller, draws, context, rng)
    known = known_models(asked.model, draws, context, rng)
    index = to_2025_usd(1.0, [decimal_year(row["observed_on"]) for row in rows], economy(context))
    found: list[Outcome] = []
    for at, row in enumerate(rows):
        model = known.get(asked.model[at])
        if model is None:
            model = new_model(bool(np.isnan(asked.points[at])), draws, rng)
        noise = student(draws["token_price_tail_degrees"], draws["token_price_row_scatter"], rng)
        price = np.exp(typical[:, at] + seller[at] + model + noise) / index[at]
        found.append(Predicted(VALUE, TARGETS[VALUE], row.get(VALUE), price))
    return found


def economy(context: Context) -> Any:
    """The table with the price index."""
    return context.tables["economy"]


def described(rows: Sequence[Row]) -> Prices:
    """What is known of rows besides their prices."""
    released = [row["model_released_on"] for row in rows]
    return prices(
        list(rows),
        np.array([decimal_year(row["observed_on"]) for row in rows]),
        np.array([np.nan if day is None else decimal_year(day) for day in released]),
    )


def new_model(unscored: bool, draws: Draws, rng: np.random.Generator) -> np.ndarray:
    """Effect of a model not seen, array (draw,), log."""
    scatter = np.hypot(
        draws["token_price_model_scatter"], unscored * draws["token_price_unscored_scatter"]
    )
    return student(draws["token_price_tail_degrees"], scatter, rng)


def known_models(
    names: Sequence[str], draws: Draws, context: Context, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Effects of the models that the fitted rows price, array (draw,), log, by name.

    Parameters
    ----------
    names : list of str
        Models asked about.
    draws, context, rng
        As for every predictive.

    Returns
    -------
    dict of str to array (draw,)
        Given n prices with mean residual r: normal with mean w r and variance w s^2 / n, where
        w = n m^2 / (n m^2 + s^2), m the scatter of models and s that of rows.
    """
    table = select(context.tables[DATASET], context.tables)
    table = table.where(lambda row: row["model_key"] in set(names))
    if not table.rows:
        return {}
    seen = described(table.rows)
    columns = {name: each[:, None] for name, each in draws.items() if each.ndim == 1}
    scatter = draws["token_price_seller_scatter"]
    seller = group_effects("token_price_seller_score", scatter, seen.seller, draws, context, rng)
    residual = log_prices(table, context.tables) - log_typical_price(columns, columns, seen)
    residual = residual - np.stack(seller, axis=1)
    row_variance = draws["token_price_row_scatter"] ** 2
    found = {}
    for name in dict.fromkeys(seen.model):
        own = np.array([model == name for model in seen.model])
        between = draws["token_price_model_scatter"] ** 2 + (
            np.isnan(seen.points[own]).any() * draws["token_price_unscored_scatter"] ** 2
        )
        weight = own.sum() * between / (own.sum() * between + row_variance)
        spread = np.sqrt(weight * row_variance / own.sum())
        mean = weight * residual[:, own].mean(axis=1)
        found[name] = mean + spread * rng.standard_normal(len(spread))
    return found


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row in which everything that is read stands; who sells is the developer unless told."""
    given = {"eci": row.get("eci"), "model_released_on": row.get("model_released_on")}
    first_party = row.get("first_party_price")
    return {
        "observed_on": row["observed_on"],
        "provider": row.get("provider") or UNKNOWN,
        "model_key": row.get("model_key") or UNKNOWN,
        "first_party_price": True if first_party is None else first_party,
        **given,
    }
