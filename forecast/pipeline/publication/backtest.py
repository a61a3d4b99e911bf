"""Scores of the last backtest, as a publication shows them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from forecast.errors import InputError

PLACE = Path("track_record") / "backtest.json"
SCHEMA = "forecast.backtest/1"
SHARES = ("coverage50", "coverage80", "coverage90")


def backtest_rows(reports: Path) -> list[dict[str, Any]]:
    """Scores by target and model; none where no backtest is stored.

    Parameters
    ----------
    reports : Path
        Folder of publications.

    Returns
    -------
    list of dict
        Keys target, model, n_cases, crps, our_crps, skill, coverage50, coverage80, coverage90.

    Raises
    ------
    InputError
        When the stored file is not a backtest.
    """
    path = reports / PLACE
    if not path.is_file():
        return []
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["schema"] != SCHEMA:
            raise ValueError(found["schema"])
        return [_row(row) for row in found["summary"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "is not a stored backtest",
            file=path,
            found=str(error),
            fix="forecast backtest --out reports/track_record",
        ) from None


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "target": row["target"],
        "model": row["model"],
        "n_cases": row["n"],
        "crps": row["crps"],
        "our_crps": row["our_crps"],
        "skill": row["skill_of_ours"],
        **{name: row[name] for name in SHARES},
    }
