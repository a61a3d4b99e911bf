"""forecast explain NAME: what is believed about a quantity, since when, and why."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.settings import Setting

NAME = "explain"
HELP = "Show meaning, history, sources, evidence and prior against posterior of a quantity."
SCHEMA = "forecast.explain/1"
LEVELS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast explain`."""
    parser.add_argument("name", metavar="NAME", help="a quantity, as wage_usd_per_hour")
    parser.add_argument("--as-of", metavar="DATE", help="what was believed on this day (today)")
    parser.add_argument("--out", metavar="FILE", help="also draw it: a .svg or .png file")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Explain one quantity."""
    from forecast import console
    from forecast.writeup.document import to_json
    from forecast.writeup.explanation import explanation_text

    result = explain(arguments.name, settings)
    if arguments.out is not None:
        from forecast.writeup.figure_explanation import write_explanation_figure

        write_explanation_figure(result, Path(arguments.out))
    shown = to_json(result) if arguments.json else explanation_text(result, console.text_width())
    print(shown)
    return 0


def explain(name: str, settings: dict[str, Setting]) -> dict[str, Any]:
    """Return everything stored about a quantity, as the JSON object of the command."""
    from forecast.inputs.cards import load_cards
    from forecast.posterior.summary import read_summary
    from forecast.quantities import did_you_mean

    priors = settings["priors"].value
    cards = load_cards(priors)
    if name not in cards:
        raise InputError(
            "there is no quantity of this name",
            found=name,
            accepted=f"one of {len(cards)} quantities",
            fix=did_you_mean(name, cards) or "forecast check lists the folder's cards",
        )
    card = cards[name]
    as_of = settings["as_of"].value
    in_force = card.entry(as_of)
    stored = _known_posterior(read_summary(priors), name, as_of)
    return {
        "schema": SCHEMA,
        "name": name,
        "unit": card.unit,
        "topic": card.topic,
        "meaning": " ".join(card.meaning.split()),
        "bounds": list(card.bounds),
        "entries": [_entry(entry, entry is in_force) for entry in card.entries],
        "evidence": [_table(priors, table, as_of) for table in card.updated_by],
        "prior": _quantiles(in_force.distribution) or (stored or {}).get("prior"),
        "posterior": stored["posterior"] if stored else None,
        "learned": stored.get("learned") if stored else None,
        "block": stored["block"] if stored else None,
    }


def _entry(entry: Any, is_in_force: bool) -> dict[str, Any]:
    from forecast.inputs.distributions import Distribution

    belief = entry.distribution
    partner = entry.correlates_with
    return {
        "as_of": entry.as_of.isoformat(),
        "in_force": is_in_force,
        "family": str(entry.raw.get("family")),
        "quantiles": _quantiles(belief) if isinstance(belief, Distribution) else None,
        "grade": entry.grade,
        "derivation": " ".join(entry.derivation.split()),
        "sources": [{"key": s.key, "at": s.at, "read": s.read} for s in entry.sources],
        "correlates_with": None
        if partner is None
        else {"name": partner.name, "rank_correlation": partner.rank_correlation},
    }


def _quantiles(belief: Any) -> dict[str, float] | None:
    """Quantiles of a belief; None for a pool, which has none before it is fitted."""
    if not hasattr(belief, "ppf"):
        return None
    return {key: float(belief.ppf(p)) for key, p in LEVELS.items()}


def _known_posterior(summary: dict, name: str, as_of: datetime.date) -> dict[str, Any] | None:
    """What is stored about a quantity, unless its fit saw more than was known on the day."""
    stored = summary["quantities"].get(name)
    fit = summary["blocks"].get(stored["block"], {}) if stored else {}
    return None if fit.get("as_of", "") > as_of.isoformat() else stored


def _table(priors: Path, name: str, as_of: datetime.date) -> dict[str, Any]:
    from forecast.inputs.evidence import load_table

    table = load_table(priors, name, as_of)
    return {"name": name, "title": table.card.title, "rows": len(table)}
