"""Sources of new observations, one file each, in the order one would explain them."""

from forecast.inputs.feeds import (
    epoch_chip_counts,
    epoch_hardware,
    epoch_models,
    genai_prices,
    generic_csv,
    litellm,
)

FEEDS = (genai_prices, litellm, epoch_models, epoch_hardware, epoch_chip_counts, generic_csv)
