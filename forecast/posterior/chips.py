"""Which chips speak about the leading data-centre chip, and how a row finds its chip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.errors import InputError
from forecast.inputs.aliases import load_aliases
from forecast.inputs.table import Row, Table

# Designers whose chips make up the counted world stock.
VOLUME_MAKERS = ("NVIDIA", "Google", "AMD", "Amazon AWS")
REFERENCE_MAKER = "NVIDIA"  # most of the stock: the trends are those of this maker's leading chip
OTHER_MAKERS = tuple(maker for maker in VOLUME_MAKERS if maker != REFERENCE_MAKER)
LEADING_CLASSES = ("datacenter", "tpu")

# Inference and graphics cards without high-bandwidth memory: a class of their own, small in FLOP.
SMALL_CARDS = frozenset(
    {
        "Google TPU v1",
        "NVIDIA Tesla P4",
        "NVIDIA Tesla T4",
        "NVIDIA A10 PCIe",
        "NVIDIA A10G",
        "NVIDIA A40 PCIe",
        "NVIDIA L2 PCle",
        "NVIDIA L4",
        "NVIDIA L20 PCle",
        "NVIDIA L40",
    }
)
# FLOP cut back for export while memory stays: their ratios say nothing about technology.
CUT_BACK = frozenset({"NVIDIA HGX H20", "AMD Radeon Instinct MI308X"})
# Announced, hardly sold.
NOT_SOLD = frozenset({"NVIDIA B100"})

# Boards of one silicon, by a word of their name; their prices move together.
SILICON = {
    "V100": "V100",
    "A100": "A100",
    "A800": "A100",
    "H100": "H100",
    "H800": "H100",
    "H200": "H100",
}


def eight_bit_flop_per_s(chip: Mapping[str, Any]) -> float | None:
    """Dense peak rate of a chip on the 8-bit basis, FLOP/s; None for chips without matrix units.

    Parameters
    ----------
    chip : mapping
        Row of the accelerators table.

    Returns
    -------
    float or None, FLOP/s
        The largest of the FP8 rate, the INT8 rate and twice the dense 16-bit tensor rate.

    Notes
    -----
    Twice the 16-bit rate also stands for chips that gain nothing from 8 bits (V100, TPU v4,
    MI250X): the basis keeps the format fixed, so that a trend is not the arrival of a format.
    The maximum also passes over formats cut back on one part, as INT8 is on the B300.

    Examples
    --------
    >>> eight_bit_flop_per_s({"fp16_bf16_tensor_flop_per_s": 125e12})
    250000000000000.0
    """
    tensor = chip.get("fp16_bf16_tensor_flop_per_s")
    doubled = None if tensor is None else 2.0 * tensor
    rates = (chip.get("fp8_flop_per_s"), chip.get("int8_op_per_s"), doubled)
    return max((rate for rate in rates if rate is not None), default=None)


def has_matrix_units(chip: Mapping[str, Any]) -> bool:
    """Whether the 8-bit basis of a chip is known; older chips are another technology."""
    return eight_bit_flop_per_s(chip) is not None


def is_leading(chip: Mapping[str, Any]) -> bool:
    """Whether a chip is of the kind counted in the world stock: big, with matrix units, sold."""
    left_out = SMALL_CARDS | CUT_BACK | NOT_SOLD
    return (
        chip["vendor"] in VOLUME_MAKERS
        and chip["accelerator_class"] in LEADING_CLASSES
        and chip["accelerator"] not in left_out
        and has_matrix_units(chip)
    )


def silicon(chip: str) -> str:
    """Name of the silicon on a board, where several boards carry it; else the chip's own name.

    Examples
    --------
    >>> silicon("NVIDIA A800 PCIe 80 GB"), silicon("NVIDIA B200")
    ('A100', 'NVIDIA B200')
    """
    return next((name for word, name in SILICON.items() if word in chip), chip)


class Chips:
    """The accelerators table, looked up by any name a chip is known under.

    Parameters
    ----------
    accelerators : Table
        The accelerators data set.
    """

    def __init__(self, accelerators: Table) -> None:
        priors_dir = accelerators.card.path.parents[2]  # <priors>/evidence/accelerators/card.toml
        self._aliases = load_aliases(priors_dir, accelerators)
        self._released: dict[str, float] = {}
        for row, year in zip(accelerators.rows, accelerators.years(), strict=True):
            name = silicon(row["accelerator"])
            self._released[name] = min(year, self._released.get(name, year))

    def find(self, name: str) -> Row | None:
        """The chip's row, or None when the table does not hold it."""
        return self._aliases.resolve(name)

    def rows(self, names: Sequence[str]) -> list[Row]:
        """The row of each name.

        Raises
        ------
        InputError
            When a name is not in the table: select the rows that are first.
        """
        found = {name: self.find(name) for name in names}
        missing = [name for name, row in found.items() if row is None]
        if missing:
            raise InputError("no such accelerator", field="accelerator", found=missing[0])
        return [row for name in names if (row := found[name]) is not None]

    def release_years(self, chips: list[Row]) -> np.ndarray:
        """Calendar year in which the silicon of each chip first came out, year.

        A later board (A800, H200) is old silicon sold again: it adds age, not a new generation.
        """
        return np.array([self._released[silicon(chip["accelerator"])] for chip in chips])

    def log_flop_per_s(self, chips: list[Row]) -> np.ndarray:
        """Natural log of each chip's rate on the 8-bit basis in FLOP/s."""
        return np.log(np.array([eight_bit_flop_per_s(chip) for chip in chips], dtype=float))
