"""The chips of a measured row: peaks at the format of its products, memory, links, and layout."""

from __future__ import annotations

from typing import Any

from forecast.errors import InputError

CHIPS_OF_A_MACHINE = 8.0
SPREAD = "spread"  # layout of experts over chips, each of which attends for its own streams
RATE_COLUMNS = {
    16.0: ("fp16_bf16_tensor_flop_per_s",),
    8.0: ("fp8_flop_per_s", "int8_op_per_s"),
    4.0: ("fp4_flop_per_s",),
}


def placement(row: Any, chip: Any, sent: dict[str, float]) -> dict[str, Any]:
    """Fields of `Rows` about the chips that hold the model together."""
    n_chips = float(row["n_accelerators"])
    if n_chips > 1.0 and chip["accelerator"] not in sent:
        raise InputError(
            f"{row['row_id']}: no link speed of this accelerator in evidence/links",
            field="accelerator",
            found=chip["accelerator"],
        )
    return {
        "n_chips": n_chips,
        "experts_per_token": float(row["experts_per_token"] or 0.0),
        "is_spread": float(is_spread(row)),
        "is_amd": float(chip.get("vendor") == "AMD"),
        "link_bytes_per_s": sent.get(chip["accelerator"], 1.0),  # one chip sends nothing
        "flop_per_s": n_chips * peak_flop_per_s(chip, arithmetic_bits(row)),
        "bandwidth_bytes_per_s": n_chips * chip["memory_bandwidth_bytes_per_s"],
        "memory_bytes": n_chips * chip["memory_bytes"],
    }


def is_spread(row: Any) -> bool:
    """Whether experts are spread over the chips of a row, so that layers are not split.

    Parameters
    ----------
    row : Row
        Measured row.

    Returns
    -------
    bool

    Notes
    -----
    As the row says. Where it does not: on more than one machine always. On one where the cache is
    latent, too: it has no heads to divide, so that each chip attends for its own streams.
    """
    if row.get("layout"):
        return bool(row["n_experts"]) and row["layout"] == SPREAD
    latent = row["kv_lora_rank"] is not None
    return bool(row["n_experts"]) and (latent or row["n_accelerators"] > CHIPS_OF_A_MACHINE)


def arithmetic_bits(row: Any) -> float:
    """Bits of the matrix products of a row: those of its weights where it says nothing else."""
    return float(row.get("arithmetic_bits") or row["weight_bits"])


def peak_flop_per_s(chip: Any, bits: float) -> float:
    """Dense peak of one chip at a number format, FLOP/s.

    Parameters
    ----------
    chip : Row
        A row of `accelerators`.
    bits : float, bit
        Of the matrix products.

    Returns
    -------
    float, FLOP/s

    Raises
    ------
    InputError
        When the table has no peak for this format.

    Notes
    -----
    The kernel scales the 8-bit peak by 8 / bits; every chip in use here keeps to that within
    0.1 % (H100 at 16 bit: 989e12, half of 1979e12).
    """
    for column in RATE_COLUMNS.get(bits, ()):
        if chip[column] is not None:
            return float(chip[column])
    raise InputError(
        f"no peak rate at {bits:g} bit for {chip['accelerator']}",
        field="arithmetic_bits",
        found=bits,
    )
