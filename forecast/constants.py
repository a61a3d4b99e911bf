"""Numbers that are definitions, each with its unit; nothing uncertain stands here."""

START_YEAR = 2026.0  # year; the date that "today" and "level" refer to on the cards
EARLIEST_START_YEAR = 2016  # year; a run may stand no earlier (backtests)
HORIZON_YEAR = 2101.0  # year; an event not before this date is "never"
PRICE_YEAR = 2025  # year; money is in USD of this year
H100_FLOP_PER_S = 1979e12  # op/s; one H100-equivalent: 8-bit dense peak of an H100 SXM5
HOURS_PER_YEAR = 8766.0  # h; mean Julian year
WORK_HOURS_PER_YEAR = 2000.0  # h; one full-time worker
SECONDS_PER_HOUR = 3600.0  # s
WATTS_PER_KILOWATT = 1000.0  # W/kW
BITS_PER_BYTE = 8.0  # bit/byte
BITS_OF_PEAK_RATE = 8.0  # bit; number format in which chip rates are stated
FOUR_BIT = 4.0  # bit; the narrowest format with a peak rate of its own
SHAPE_RATIO = (
    128.0  # width of one attention head, and aspect ratio d_model / n_layers (Kaplan 2020)
)
