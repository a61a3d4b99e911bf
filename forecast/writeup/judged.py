"""The quantities that no data inform, and how much of the answer hangs on them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.writeup.answers import MAIN_N
from forecast.writeup.escaping import terminal_text
from forecast.writeup.wording import count, percent

SCHEMA = "forecast.judged/1"
FILE = "judged.json"
SHOWN_FROM = 0.005  # share of variance; below, the estimate is mostly noise


def read_judged(priors_dir: Path) -> dict[str, Any] | None:
    """What the newest publication says of judgement, or None for priors that never made one.

    Parameters
    ----------
    priors_dir : Path
        The folder of beliefs; the file lies beside the shipped posterior.

    Returns
    -------
    dict or None
        "run_id", "as_of" and "quantities": rows of name, grade and first_order, largest first.

    Raises
    ------
    InputError
        When the file is not what `judged_json` writes.
    """
    path = priors_dir / "posterior" / FILE
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise InputError(
            f"is not a {SCHEMA} file",
            file=path,
            fix="make it anew: python -m forecast.commands.quantity_table",
        )
    return found


def judged_json(document: Mapping[str, Any]) -> str:
    """The file of a publication's judgement.

    Parameters
    ----------
    document : mapping
        A `forecast.run/1` object.

    Returns
    -------
    str
    """
    rows = [
        {"name": row["name"], "grade": row["grade"], "first_order": row["first_order"]}
        for row in document["judgement"]
    ]
    told = {
        "schema": SCHEMA,
        "run_id": document["run_id"],
        "as_of": document["as_of"],
        "quantities": sorted(rows, key=lambda row: -row["first_order"]),
    }
    return json.dumps(told, indent=1) + "\n"


def judged_lines(judged: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sentence on judgement, and a line a quantity that moves the answer.

    Examples
    --------
    >>> rows = [{"name": "kv_ratio", "grade": "guess", "first_order": 0.02},
    ...         {"name": "lifetime_years", "grade": "expert", "first_order": 0.0}]
    >>> print("\\n".join(judged_lines({"run_id": "ab", "as_of": "2026-11-22", "quantities": rows})))
    2 quantities are judgement that no data inform; each alone, added up, they
    explain 2% of the variance of the date of 8 billion copies (latest report):
        2%  kv_ratio (guess)
      1 more explain less than 0.5% each
    """
    rows = judged["quantities"]
    shown = [row for row in rows if row["first_order"] >= SHOWN_FROM]
    total = percent(sum(row["first_order"] for row in shown))
    yield f"{len(rows)} quantities are judgement that no data inform; each alone, added up, they"
    yield f"explain {total} of the variance of the date of {count(MAIN_N)} copies (latest report):"
    for row in shown:
        share, text = percent(row["first_order"]), f"{row['name']} ({row['grade']})"
        yield f"  {share:>4}  {terminal_text(text)}"
    yield f"  {len(rows) - len(shown)} more explain less than 0.5% each"
