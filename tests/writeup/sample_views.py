"""Made-up answers that only a publication has: the headline by scenario, and what changed."""

from __future__ import annotations

from forecast.track_record.ledger import HEADLINE
from forecast.writeup.headline_numbers import headline_numbers

VIEWS = {"early_alone": 0.2, "ai_late_alone": 0.55}
SCENARIOS = {"power_cap": 0.7, "arrival_2030": 0.15}


def scenario_rows() -> list[dict]:
    """Rows of `by_scenario`: a median beyond the horizon where never is likelier than not."""
    return [
        row
        for group, nevers in (("view", VIEWS), ("scenario", SCENARIOS))
        for name, never in nevers.items()
        for n in (1e6, 8e9)
        for row in _rows(name, group, n, never if n == 8e9 else never / 2)
    ]


def _rows(name: str, group: str, n: float, never: float) -> list[dict]:
    about = {"scenario": name, "group": group, "meaning": f"What if {name}.", "n": n, "theta": 1.0}
    about |= {"effective_draws": 15_000.0}
    quantiles = {
        level: 2030.0 + 50.0 * float(level) / (1 - never) if float(level) < 1 - never else None
        for level in ("0.25", "0.5", "0.75")
    }
    by_year = [{**about, "year": y, "p": p, "mcse": 0.003} for y, p in ((2035, 0.01), (2050, 0.1))]
    return [{**about, "quantiles": quantiles, "p_never": never, "mcse": 0.0041}, *by_year]


def sample_changed(document: dict) -> dict:
    """What moved the numbers of a document since a publication that told others."""
    after = headline_numbers(document)
    return {
        "before": "2026-01-01-a",
        "as_of": "2026-01-01",
        "draws": 10_000,
        "beliefs": ["size_at_human_level"],
        "reason": None,
        "rows": [_changed(name, after[name]) for name in HEADLINE],
    }


def _changed(name: str, after: float | None) -> dict:
    unit, step = ("year", 3.0) if name.startswith("median") else ("1", 0.01)
    kinds = (("beliefs", 2 * step), ("block", -step), ("code", 0.0), ("monte carlo", step / 10))
    parts = [
        {"kind": kind, "name": "stock" if kind == "block" else kind, "value": v, "mcse": step / 20}
        for kind, v in kinds
    ]
    change = sum(part["value"] for part in parts)
    return {
        "name": name,
        "unit": unit,
        "before": None if after is None else after - change,
        "after": after,
        "change": None if after is None else change,
        "parts": None if after is None else parts,
    }
