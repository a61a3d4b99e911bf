"""What a million tokens cost whoever serves them."""

from __future__ import annotations

from forecast.constants import SECONDS_PER_HOUR
from forecast.quantities import Amount

TOKENS_OF_A_PRICE = 1e6  # token; list prices are asked for so many


def usd_per_million_tokens(
    usd_per_stream_hour: Amount,
    tokens_per_second_per_stream: Amount,
    input_tokens_per_output_token: Amount,
    load_share: Amount,
) -> Amount:
    """Cost of a million tokens, written and read alike, USD per million tokens.

    Parameters
    ----------
    usd_per_stream_hour : float or array, USD/hour
        Price of the chips that one stream keeps busy.
    tokens_per_second_per_stream : float or array, token/s
        Written.
    input_tokens_per_output_token : float or array, 1
        Read for each token written; with 0 the cost is that of written tokens alone.
    load_share : float or array, 1
        Share of the hours in which the chips are busy: the others are paid too.

    Returns
    -------
    float or array, USD per 1e6 tokens

    Examples
    --------
    DeepSeek's own sum for a day of 2025-02: 87,072 USD for 168e9 tokens written and 608e9 read.

    >>> usd_per_stream = 87_072 / 24 / (168e9 / 86_400 / 21.0)
    >>> round(usd_per_million_tokens(usd_per_stream, 21.0, 608 / 168, 1.0), 3)
    0.112
    """
    tokens_per_hour = (
        tokens_per_second_per_stream * SECONDS_PER_HOUR * (1.0 + input_tokens_per_output_token)
    )
    return TOKENS_OF_A_PRICE * usd_per_stream_hour / (tokens_per_hour * load_share)
