"""A new price from date, capability and seller; a known model from its other prices."""

import datetime

import numpy as np
import pytest

from forecast.posterior.likelihoods.llm_prices import TERMS, VALUE
from forecast.posterior.predictive import llm_prices

from .known import N, constant, context_of

ROW = {"observed_on": datetime.date(2025, 7, 1), "eci": 140.0, "first_party_price": True}
SELLERS = {"token_price_seller_score": ("OpenAI", "Anthropic")}
QUIET = 1e-9


@pytest.fixture(scope="module")
def draws():
    terms = dict(zip(TERMS, (2.0, 4.0, 4.0, 5.0), strict=True))
    noise = {
        "token_price_log_per_point": 0.1,
        "token_price_bend": 0.0,
        "token_price_age_log_per_year": 0.5,
        "token_price_hosted_log_discount": 1.0,
        "token_price_small_log_discount": 0.0,
        "token_price_large_log_premium": 0.0,
        "token_price_unscored_points": 0.0,
        "token_price_unscored_points_per_year": 0.0,
        "token_price_unscored_scatter": QUIET,
        "token_price_model_scatter": QUIET,
        "token_price_seller_scatter": 0.5,
        "token_price_row_scatter": QUIET,
        "token_price_tail_degrees": 5.0,
    }
    scores = np.tile([0.0, 2.0], (N, 1))
    return {**constant(terms | noise), "token_price_seller_score": scores}


@pytest.fixture(scope="module")
def context(priors_dir):
    return context_of(priors_dir, SELLERS)


def price(row, draws, context):
    (found,) = llm_prices.predict([row], draws, context, np.random.default_rng(1))
    return found.draws


def test_a_price_by_hand(draws, context):
    """Half a year before the start at a fall of 4 a year, in money of mid-2025."""
    found = price({**ROW, "provider": "OpenAI"}, draws, context)
    np.testing.assert_allclose(found, 2.0 * 4.0 ** (184 / 365), rtol=2e-3)


def test_sellers_differ_and_an_unseen_one_may_be_any(draws, context):
    known = price({**ROW, "provider": "OpenAI"}, draws, context)
    other = price({**ROW, "provider": "Anthropic"}, draws, context)
    np.testing.assert_allclose(other / known, np.exp(1.0))
    unseen = np.log(price({**ROW, "provider": "A new one"}, draws, context) / known)
    assert abs(unseen.mean()) < 0.1
    assert unseen.std() == pytest.approx(0.5, rel=0.15)


def test_dates_past_the_data_and_rows_that_tell_little(draws, context):
    row = {"observed_on": datetime.date(2031, 1, 1)}
    assert np.all(price(row, draws, context) < price(ROW, draws, context).min())


def test_a_known_model_is_where_its_other_prices_put_it(draws, context):
    """With wide models and exact rows, the newest price of gpt-5-nano decides, not the trend."""
    wide = {**draws, "token_price_model_scatter": np.full(N, 3.0)}
    row = {
        **ROW,
        "observed_on": datetime.date(2026, 1, 1),
        "provider": "OpenAI",
        "model_key": "gpt-5-nano",
        "eci": 135.0,
        "model_released_on": datetime.date(2025, 8, 7),
    }
    listed = [
        each[VALUE]
        for each in context.tables["llm_prices"].rows
        if each["model_key"] == "gpt-5-nano" and each["provider"] == "OpenAI"
    ]
    spread = np.log(np.quantile(price(row, wide, context), [0.05, 0.95]) / np.median(listed))
    assert np.all(np.abs(spread) < 1.0)
    unknown = np.log(price({**row, "model_key": "brand-new"}, wide, context))
    assert unknown.std() > 2.0


def test_no_rows(draws, context):
    assert llm_prices.predict([], draws, context, np.random.default_rng(1)) == []
