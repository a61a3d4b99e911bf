"""Which likelihoods are fitted together: those that share a quantity, and no others."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.errors import UsageError
from forecast.posterior.sampler import Sampler
from forecast.posterior.shapes import ALGORITHMIC, HARDWARE, STOCK, Trend
from forecast.posterior.shapes_of_offers import CONTEXT, LOWEST_PRICE


@dataclass(frozen=True)
class Block:
    """Likelihoods that share parameters and are therefore fitted as one model.

    Parameters
    ----------
    name : str
        What the block is called in commands, files and messages.
    likelihoods : tuple of str
        Modules of `forecast.posterior.likelihoods`; a name with a dot is taken as it stands, so
        a user's own likelihood can be fitted too.
    target_accept : float, optional
        Acceptance that the step size is tuned to, where this is not that of blocks in general: a
        density that is mildly curved is sampled with longer steps.
    ridges : tuple of (str, str)
        Pairs of quantities whose scores the data tie together (`ridges.turned`).
    for_rows : bool
        Whether it informs no card, so that only predictions of rows need it.
    trend : Trend, optional
        What the shapes of its trend constrain; it is then fitted once a shape, and its draws are
        a mixture of those fits.
    least_share : float
        Of the draws asked for, of every shape: a fit of little weight must pass the gate, too.
    weights : tuple of float
        Share of each shape in the mixture; found by `shapes_store.weighed`, never written here.
    """

    name: str
    likelihoods: tuple[str, ...]
    target_accept: float | None = None
    ridges: tuple[tuple[str, str], ...] = ()
    for_rows: bool = False
    trend: Trend | None = None
    least_share: float = 0.9
    weights: tuple[float, ...] = ()

    def settings(self, sampler: Sampler) -> Sampler:
        """How this block is sampled where blocks in general are sampled with `sampler`."""
        return sampler.accepting(self.target_accept)


LONG_STEPS = 0.8  # acceptance; takes far less time than 0.95 where nothing diverges
# Levels at the start with their growth: most rows are of many years before.
RIDGES = tuple(
    (level, f"{level}_growth_per_year")
    for level in (
        "flop_per_usd",
        "flop_per_chip",
        "bandwidth_per_flop",
        "memory_per_flop",
        "watts_per_flop",
    )
)

BLOCKS = (
    # Some 250 parameters. At 0.8 a few draws diverge, where the rental market strays widely.
    Block(
        "hardware",
        ("accelerators", "accelerator_prices", "gpu_rental_prices"),
        target_accept=0.9,
        ridges=RIDGES,
        trend=HARDWARE,
        least_share=0.4,  # the slowest of all fits, and its draws are worth enough
    ),
    Block("stock", ("compute_stock",), LONG_STEPS, trend=STOCK),
    Block("serving", ("serving",), LONG_STEPS),
    Block("algorithmic", ("algorithmic_efficiency", "mmlu_params"), LONG_STEPS, trend=ALGORITHMIC),
    Block("arrival", ("arrival_forecasts",)),
    Block("offload", ("offload",)),
    Block("training", ("training_runs",)),
    Block("context", ("context_windows",), 0.97, trend=CONTEXT, least_share=0.45),
    Block("distillation", ("distillation",)),
    Block("precision", ("quantization",)),
    Block("sparsity", ("moe", "model_sizes")),
    Block("inference_share", ("inference_vs_training",)),
    Block("economy", ("economy",)),
    # Records are computed from list prices: apart, so that no row speaks twice.
    Block("prices", ("llm_prices",), LONG_STEPS),
    Block("record_prices", ("price_at_capability",), trend=LOWEST_PRICE),
    Block("tokens", ("token_volume",)),
    Block("chips", ("chip_specs",), LONG_STEPS, for_rows=True),
    Block("cards", ("other_prices", "other_rentals"), LONG_STEPS, for_rows=True),
    Block("owners", ("compute_owners",), for_rows=True),
    Block("clusters", ("clusters",), LONG_STEPS, for_rows=True),
)

FORECAST_BLOCKS = tuple(block for block in BLOCKS if not block.for_rows)


def blocks_named(names: tuple[str, ...] | None) -> tuple[Block, ...]:
    """Look up blocks by name.

    Parameters
    ----------
    names : tuple of str or None
        Names of blocks; None for all of them.

    Returns
    -------
    tuple of Block
        In the order of `BLOCKS`.

    Raises
    ------
    UsageError
        When a name is not that of a block.

    Examples
    --------
    >>> blocks_named(("stock",))[0].likelihoods
    ('compute_stock',)
    """
    known = [block.name for block in BLOCKS]
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise UsageError(f"no block {unknown[0]!r}; blocks: {', '.join(known)}")
    return tuple(block for block in BLOCKS if names is None or block.name in names)


def module_name(likelihood: str) -> str:
    """Full name of the module that holds a likelihood.

    Parameters
    ----------
    likelihood : str
        As it stands in a `Block`.

    Returns
    -------
    str

    Examples
    --------
    >>> module_name("serving")
    'forecast.posterior.likelihoods.serving'
    """
    return likelihood if "." in likelihood else f"forecast.posterior.likelihoods.{likelihood}"
