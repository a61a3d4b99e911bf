"""Writes an examination: examination.json, README.md and figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forecast.files import write_atomically
from forecast.writeup.document import to_json
from forecast.writeup.examination.page import as_data, page


def write_examination(
    examined: Sequence[Any], folder: Path, as_of: str, seed: int
) -> dict[str, Any]:
    """Write what was found into a folder.

    Parameters
    ----------
    examined : sequence of Examined
    folder : Path
        Made where it is missing; files of the same names are replaced.
    as_of : str
    seed : int

    Returns
    -------
    dict
        `forecast.examination/1`.
    """
    from forecast.writeup.examination.figures import draw_ranks, draw_rows
    from forecast.writeup.figure_style import save_figure

    data = as_data(examined, as_of, seed)
    source = f"Billion Copies, posterior as of {as_of}, seed {seed}."
    for found in examined:
        for rows in found.rows:
            save_figure(draw_rows(rows, source), folder / "figures", rows.name)
        ranks = draw_ranks(found.ranks, found.block, source)
        save_figure(ranks, folder / "figures", f"{found.block}_ranks")
    write_atomically(folder / "examination.json", f"{to_json(data)}\n".encode())
    write_atomically(folder / "README.md", page(data).encode())
    return data
