"""A run that `forecast run --out` wrote: what it was asked, and whether it comes out again."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.pipeline.request import Request

SUMMARY = "summary.json"
TYPED = "--set"  # origin of what was typed; the rest came with the scenario


def request_in(folder: Path, priors_dir: Path, vintage: str) -> Request:
    """The request of the run in a folder.

    Parameters
    ----------
    folder : Path
    priors_dir : Path
        Where to run it from.
    vintage : str
        Which rows of retrospective tables count; the run does not say.

    Returns
    -------
    Request

    Raises
    ------
    InputError
        When the folder holds no run.
    """
    document = _document(folder)
    try:
        typed = [item for item in document["replaced"] if item["origin"] == TYPED]
        return Request(
            as_of=datetime.date.fromisoformat(document["as_of"]),
            scenario=document["scenario"],
            sets=tuple(f"{item['name']}={item['by']}" for item in typed),
            draws=int(document["draws"]),
            seed=int(document["seed"]),
            priors_dir=priors_dir,
            vintage=vintage,
        )
    except (KeyError, TypeError, ValueError):
        raise _no_run(folder) from None


def refuse_difference(folder: Path, document: dict[str, Any]) -> None:
    """Refuse to publish a run that does not come out again.

    Parameters
    ----------
    folder : Path
        Holds the run.
    document : dict
        What came out now.

    Raises
    ------
    InputError
        When any number differs: cards, evidence, posterior or code have changed since.
    """
    before = _document(folder)
    differing = [
        key for key in document if before.get(key) != json.loads(json.dumps(document[key]))
    ]
    if differing:
        raise InputError(
            "the run does not come out again: beliefs, evidence, posterior or code changed since",
            file=folder / SUMMARY,
            field=differing[0],
            fix="run it again, or publish without --run",
        )


def _document(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / SUMMARY).read_text("utf-8"))
    except (OSError, ValueError):
        raise _no_run(folder) from None
    if not isinstance(found, dict) or found.get("schema") != "forecast.run/1":
        raise _no_run(folder)
    return found


def _no_run(folder: Path) -> InputError:
    return InputError("holds no run", file=folder, accepted="a folder that `run --out` wrote")
