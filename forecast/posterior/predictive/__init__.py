"""One file a data set: what a new row of it would say, by draw of the posterior.

Each has `DATASET`, `BLOCK` (whose draws it needs; or several), `NEEDED` (columns without which a
row cannot be evaluated), `TARGETS` (columns that are predicted, with their units), where targets
may be negative `POSITIVE` (columns that may not), and `predict(rows, draws, context, rng)`, which
returns for each row what is predicted, or the reason why nothing is. The names, in the order one
would explain them; they are names and not modules so that asking which there are loads none.
"""

PREDICTIVES = (
    "accelerators",
    "accelerator_prices",
    "gpu_rental_prices",
    "compute_stock",
    "compute_owners",
    "clusters",
    "serving",
    "offload",
    "training_runs",
    "llm_prices",
    "price_at_capability",
    "token_volume",
    "context_windows",
    "model_sizes",
    "moe",
    "distillation",
    "quantization",
    "algorithmic_efficiency",
    "mmlu_params",
    "arrival_forecasts",
    "inference_vs_training",
    "economy",
)
