"""How many tokens a day a fleet of accelerators writes and reads."""

from __future__ import annotations

from forecast.constants import SECONDS_PER_HOUR
from forecast.quantities import Amount

HOURS_PER_DAY = 24.0


def tokens_per_day(
    serving_chips: Amount,
    token_load_share: Amount,
    chips_per_stream: Amount,
    tokens_per_second_per_stream: Amount,
    input_tokens_per_output_token: Amount,
) -> Amount:
    """Tokens written and read in a day, token/day.

    Parameters
    ----------
    serving_chips : float or array, chip
        Powered and set aside for serving.
    token_load_share : float or array, 1
        What they write and read over what they could if they did nothing else at all hours.
    chips_per_stream : float or array, chip
        Chips that one stream keeps busy, its share of reading included; see
        `serving.copy_hour.chips_per_copy` with one stream a copy.
    tokens_per_second_per_stream : float or array, token/s
        Written.
    input_tokens_per_output_token : float or array, 1
        Read, cached or not, for each token written; 0 counts what is written alone.

    Returns
    -------
    float or array, token/day
        Streams times what each writes in a day times (1 + rho).

    Examples
    --------
    DeepSeek's fleet of 2025-02, 226.75 nodes of 8 on average, wrote 168e9 and read 608e9 tokens:

    >>> streams_per_chip = 168e9 / 86_400 / 21.0 / (226.75 * 8)
    >>> f"{tokens_per_day(226.75 * 8, 1.0, 1 / streams_per_chip, 21.0, 608 / 168):.3g}"
    '7.76e+11'
    """
    streams = serving_chips * token_load_share / chips_per_stream
    written = streams * tokens_per_second_per_stream * HOURS_PER_DAY * SECONDS_PER_HOUR
    return written * (1.0 + input_tokens_per_output_token)
