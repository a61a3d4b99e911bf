"""A dataset of four rental offers, right in all respects, to put single faults into."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from forecast.inputs.csv_table import read_csv_table
from forecast.inputs.data_card_file import read_data_card

RUN_DATE = datetime.date(2026, 11, 22)

CARD = """\
dataset = "offers"
title = "Rental offers"
row = "one offer on one day"
key = ["accelerator", "observed_on"]
informs = "price of an hour"
use = "fit"
coverage = "2023-01-01 to 2024-03-01"
retrieved_on = "2026-11-22"
n_rows = 4
sha256 = "unknown"

[[sources]]
name = "a price list"
licence = "CC-BY 4.0"
attribution = "its author"

"""
COLUMNS = (
    ("accelerator", "text", "", True),
    ("observed_on", "date", "ISO date", False),
    ("price_usd", "number", "USD, nominal", True),
    ("price_low_usd", "number", "USD", False),
    ("price_high_usd", "number", "USD", False),
    ("chance", "number", "probability", False),
    ("value", "number", "see unit", False),
    ("unit", "text", "", False),
    ("is_projection", "bool", "", False),
    ("note", "text", "", False),
    ("observable_on", "date", "ISO date", False),
    ("published_on", "date", "ISO date", True),
)
HEADER = ",".join(name for name, *_ in COLUMNS)
ROWS = (
    "NVIDIA A100,2023-01-01,2.0,1.5,2.5,0.9,3,W,false,NA,2023-01-15,2023-02-01",
    "NVIDIA A100,2023-06-01,1.8,,,,,,false,null,,2023-06-01",
    "NVIDIA A100,2024-03-01,1.5,,,0,,,,,,2024-03-01",
    "NVIDIA H100,2025-01-01,2.5,,,,30000,USD/W,true,TRUE,,2024-06-01",
)
NUISANCE = """
[[nuisance]]
name = "price_scatter"
unit = "1"
family = "lognormal"
p05 = 0.1
p50 = 0.3
p95 = 0.9
meaning = "Spread of the log of a quote."
grade = "guess"
"""


def card_text() -> str:
    """The card as TOML."""
    columns = (
        f'[[columns]]\nname = "{name}"\ntype = "{kind}"\nunit = "{unit}"\n'
        f'required = {str(required).lower()}\nmeaning = "{name}"\n'
        for name, kind, unit, required in COLUMNS
    )
    return CARD + "\n".join(columns)


def data_text(*rows: str, header: str = HEADER) -> str:
    """The rows as CSV."""
    return "\n".join((header, *(rows or ROWS))) + "\n"


def write_dataset(
    priors: Path, *, card: str | None = None, data: str | bytes | None = None
) -> Path:
    """The folder of the dataset, with a card and data of one's own or the right ones."""
    folder = priors / "evidence" / "offers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "card.toml").write_text(card_text() if card is None else card)
    content = data_text() if data is None else data
    encoded = content if isinstance(content, bytes) else content.encode()
    (folder / "data.csv").write_bytes(encoded)
    return folder


def with_cell(column, text, row=0):
    """The small table with one cell replaced."""
    cells = ROWS[row].split(",")
    cells[HEADER.split(",").index(column)] = text
    rows = list(ROWS)
    rows[row] = ",".join(cells)
    return data_text(*rows)


def read(priors: Path, data: str | bytes | None = None, **options):
    """Read some content as the data of the small table."""
    folder = write_dataset(priors, data=data)
    card = read_data_card(folder / "card.toml")
    return read_csv_table(folder / "data.csv", card, today=RUN_DATE, **options)


def bad(column: str, text: str, words: str, row: int = 0):
    """A test case: one bad cell, where it stands, and what the message says."""
    return pytest.param(with_cell(column, text, row), row + 2, column, words, id=f"{column}={text}")
