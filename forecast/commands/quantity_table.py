"""`python -m forecast.commands.quantity_table` makes the tables of a checkout's priors anew."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from forecast.inputs.cards import load_cards
from forecast.inputs.overrides import scenarios
from forecast.posterior.summary import read_summary
from forecast.writeup.judged import FILE as JUDGED
from forecast.writeup.judged import judged_json
from forecast.writeup.publication.names import publications_in
from forecast.writeup.quantity_table import with_table
from forecast.writeup.scenario_table import with_scenarios

POOL = "human_level_date"


def last_publication(reports: Path) -> dict[str, Any]:
    """The summary of the newest publication.

    Parameters
    ----------
    reports : Path
        Folder of publications, named by date.

    Returns
    -------
    dict
    """
    newest = publications_in(reports)[-1] / "summary.json"
    return json.loads(newest.read_text(encoding="utf-8"))


def parts(priors: Path, reports: Path) -> dict[str, Any]:
    """Everything `with_table` needs besides the text, from the files of a checkout.

    Parameters
    ----------
    priors, reports : Path

    Returns
    -------
    dict
        Keys cards, as_of, posterior, learned, shares.
    """
    last = last_publication(reports)
    date = last["answers"]["Q3"]["quantiles"]
    pooled = {f"q{level[2:].ljust(2, '0')}": value for level, value in date.items() if value}
    found = read_summary(priors)["quantities"]
    posterior = {name: each["posterior"] for name, each in found.items()}
    if {"q05", "q50", "q95"} <= set(pooled):
        posterior[POOL] = pooled
    return {
        "cards": load_cards(priors),
        "as_of": datetime.date.fromisoformat(last["as_of"]),
        "posterior": posterior,
        "learned": {name: each["learned"] for name, each in found.items() if "learned" in each},
        "shares": {row["name"]: row["first_order"] for row in last["answers"]["Q10"]},
    }


def main() -> None:
    """Make anew what a checkout says of its last publication: tables and list of judgement."""
    root = Path(__file__).parents[2]
    page = root / "priors" / "README.md"
    text = page.read_text(encoding="utf-8")
    made = with_table(text, **parts(root / "priors", root / "reports"))
    made = with_scenarios(made, scenarios(root / "priors"))
    page.write_text(made, encoding="utf-8")
    judged = judged_json(last_publication(root / "reports"))
    (root / "priors" / "posterior" / JUDGED).write_text(judged, encoding="utf-8")


if __name__ == "__main__":
    main()
