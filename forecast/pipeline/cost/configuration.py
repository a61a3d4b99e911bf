"""One configuration as somebody describes it, and which numbers cannot be."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from forecast.errors import InputError

TIERS = ("host", "nvme")
WHOLE = (
    "accelerators", "layers", "kv_heads", "head_dim", "batch", "input_tokens", "output_tokens",
)  # fmt: skip
MOST = {  # far beyond anything built, and small enough for every product to stay finite
    "parameters": 1e18, "active_parameters": 1e18, "layers": 1e6, "kv_heads": 1e6,
    "head_dim": 1e6, "weight_bits": 64.0, "kv_bits": 64.0, "peak_flop": 1e21, "bandwidth": 1e18,
    "memory": 1e18, "accelerators": 1e9, "batch": 1e12, "input_tokens": 1e12,
    "output_tokens": 1e12, "train_tokens": 1e18, "cached_share": 1.0, "usd_per_chip_hour": 1e9,
}  # fmt: skip
MAY_BE_ZERO = ("input_tokens", "cached_share")


@dataclass(frozen=True)
class Configuration:
    """What is asked about; None where the model, the chip or a default says it.

    Parameters
    ----------
    model, accelerator : str or None
        Names of the evidence tables.
    parameters, active_parameters : float or None, parameter
    layers, kv_heads, head_dim : float or None, 1
    weight_bits, kv_bits : float, bit
    peak_flop, bandwidth, memory : float or None
        FLOP/s dense at the precision of the weights, byte/s, byte; of one accelerator.
    accelerators : float or None, chip
        None: as few as hold the weights and the cache of the batch, a power of two.
    batch, input_tokens, output_tokens, cached_share : float
        Requests read and written together, tokens of each, share of the input cached.
    offload : str or None
        "host" or "nvme".
    usd_per_chip_hour : float or None, USD/hour
    train_tokens : float or None, token
        Also work out what training on so many takes.
    """

    model: str | None = None
    accelerator: str | None = None
    parameters: float | None = None
    active_parameters: float | None = None
    layers: float | None = None
    kv_heads: float | None = None
    head_dim: float | None = None
    weight_bits: float = 16.0
    kv_bits: float = 16.0
    peak_flop: float | None = None
    bandwidth: float | None = None
    memory: float | None = None
    accelerators: float | None = None
    batch: float = 1.0
    input_tokens: float = 1000.0
    output_tokens: float = 1000.0
    cached_share: float = 0.0
    offload: str | None = None
    usd_per_chip_hour: float | None = None
    train_tokens: float | None = None


def check(configuration: Configuration) -> None:
    """Refuse numbers that cannot be.

    Raises
    ------
    InputError
        Naming the option, what was found and what is accepted.
    """
    for field in fields(configuration):
        value = getattr(configuration, field.name)
        if isinstance(value, float):
            _check_number(field.name, value)
    if configuration.offload not in (None, *TIERS):
        raise _refused("offload", configuration.offload, " or ".join(TIERS))
    total, active = configuration.parameters, configuration.active_parameters
    if total is not None and active is not None and active > total:
        raise _refused("active_parameters", active, f"at most --parameters, {total:g}")


def _check_number(name: str, value: float) -> None:
    if not math.isfinite(value):
        raise _refused(name, value, "a finite number")
    if value < 0.0 or (value == 0.0 and name not in MAY_BE_ZERO):
        raise _refused(name, value, "0 or more" if name in MAY_BE_ZERO else "a number above 0")
    if name in WHOLE and value != int(value):
        raise _refused(name, value, "a whole number")
    if value > MOST[name]:
        raise _refused(name, value, f"at most {MOST[name]:g}")


def _refused(name: str, value: object, accepted: str) -> InputError:
    flag = "--" + name.replace("_", "-")
    return InputError("cannot be", field=flag, found=value, accepted=accepted)
