"""One file a data set: what its rows say about the quantities on the cards.

The names, in the order one would explain them. They are names and not modules so that asking
which likelihoods there are does not load PyMC.
"""

LIKELIHOODS = (
    "accelerators",
    "accelerator_prices",
    "gpu_rental_prices",
    "compute_stock",
    "serving",
    "offload",
    "training_runs",
    "llm_prices",
    "price_at_capability",
    "token_volume",
    "algorithmic_efficiency",
    "mmlu_params",
    "arrival_forecasts",
    "context_windows",
    "distillation",
    "quantization",
    "moe",
    "model_sizes",
    "inference_vs_training",
    "economy",
    "chip_specs",
    "other_prices",
    "other_rentals",
    "compute_owners",
    "clusters",
)
