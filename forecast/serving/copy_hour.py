"""What one copy costs an hour: chips it holds times what a chip-hour is let for."""

from __future__ import annotations

from forecast.quantities import Amount


def chips_per_copy(
    streams_per_chip: Amount,
    reading_flop: Amount,
    flop_per_s: Amount,
    prefill_flop_share: Amount,
    reading_exchange_chip_seconds: Amount,
    tokens_per_second_per_stream: Amount,
    sampling_multiplier: Amount,
    cost_error: Amount,
) -> Amount:
    """Accelerators that one copy keeps busy, chip/copy.

    Parameters
    ----------
    streams_per_chip : float or array, 1/chip
        Streams decoded at the wanted speed, per chip; see `placement`.
    reading_flop : float or array, FLOP/token
        Arithmetic of reading per token written.
    flop_per_s : float or array, FLOP/s
        Peak of one chip at the precision served.
    prefill_flop_share : float or array, 1
        Achieved share of it in reading.
    reading_exchange_chip_seconds : float or array, chip s/token
        Time that reading per token written keeps links busy, over all chips.
    tokens_per_second_per_stream : float or array, token/s
        Speed of a stream.
    sampling_multiplier : float or array, 1
        Parallel streams a copy.
    cost_error : float or array, 1
        What real systems need over what the formulas say, learned from measurements.

    Returns
    -------
    float or array, chip/copy
        m (n / B + r reading / (F e_p) + r exchange) times the error, equation 5.

    Examples
    --------
    >>> chips_per_copy(4.0, 0.0, 1e15, 0.5, 0.0, 10.0, 2.0, 1.0)
    0.5
    """
    decode_chips = 1.0 / streams_per_chip
    reading_chip_seconds = (
        reading_flop / (flop_per_s * prefill_flop_share) + reading_exchange_chip_seconds
    )
    reading_chips = tokens_per_second_per_stream * reading_chip_seconds
    return sampling_multiplier * (decode_chips + reading_chips) * cost_error


def usd_per_copy_hour(chips_per_copy: Amount, usd_per_chip_hour: Amount) -> Amount:
    """Price of running one copy for an hour, USD/hour.

    Parameters
    ----------
    chips_per_copy : float or array, chip/copy
        See `chips_per_copy`.
    usd_per_chip_hour : float or array, USD/hour
        See `chip_hour.price_usd_per_chip_hour`.

    Returns
    -------
    float or array, USD/hour
        Their product, equation 8.

    Examples
    --------
    >>> usd_per_copy_hour(chips_per_copy=0.5, usd_per_chip_hour=3.0)
    1.5
    """
    return chips_per_copy * usd_per_chip_hour
