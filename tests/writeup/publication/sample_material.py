"""Material of a made-up publication: the sample document, draws that fit it, real inputs.

The dates follow the logistic curves of the sample document, all of one uniform number a draw, so
that every chance of the draws is the published one within its error.
"""

from __future__ import annotations

import datetime

import numpy as np

from forecast.files import sha256_of
from forecast.inputs.cards import load_cards
from forecast.inputs.evidence import load_evidence
from forecast.inputs.scenarios import beliefs
from forecast.pipeline.origins import belief_rows, evidence_rows, library_versions
from forecast.pipeline.publication.snapshot import input_files
from forecast.pipeline.request import Inputs
from forecast.writeup.page import PageContext
from forecast.writeup.publication.material import Material
from tests.conftest import PRIORS
from tests.writeup.page.made import made_draws
from tests.writeup.sample import HORIZON, NUMBERS, THETAS, _curve, _gap_curve, sample_document
from tests.writeup.sample_views import sample_changed, scenario_rows

LEVELS = (0.01, 0.025, *(round(k / 20, 2) for k in range(1, 20)), 0.975, 0.99)
N_DRAWS = 10_000
ARRIVAL = (0.95, 2038.0, 5.0)  # share, centre and spread of the human-level date
BOUNDS = {
    "chains": 4.0,
    "draws": 2500.0,
    "max_rhat": 1.002,
    "min_ess": 2000.0,
    "divergences": 0.0,
    "min_bfmi": 0.8,
    "tree_depth_share": 0.0,
}


def sample_material() -> Material:
    """Material that every check accepts."""
    document = full_document()
    inputs = _inputs()
    blocks = [row["block"] for row in document["posterior"]["blocks"]]
    draws = sample_draws()
    starts = {"date_": "year", "gap_": "year", "copies": "copy", "human": "year"}
    return Material(
        document=document,
        sets=("wage_usd_per_hour=30",),
        vintage="published",
        draws=draws,
        units={
            name: next((u for s, u in starts.items() if name.startswith(s)), "1") for name in draws
        },
        levels=_levels(document),
        curves=_curves(),
        beliefs=belief_rows(inputs),
        evidence=evidence_rows(inputs),
        snapshot=_snapshot(blocks),
        hashes={name: sha256_of(name.encode()) for name in ("cards", "evidence", "code")}
        | {"posterior": sha256_of(b"posterior")},
        versions=library_versions(),
        diagnostics=[{"block": name, "gate_passed": True, **BOUNDS} for name in blocks],
        calibration=[
            {"block": name, "status": "not run", "replicates": 0, "outside": []} for name in blocks
        ],
        by_scenario=scenario_rows(),
        changed=sample_changed(document),
        page=PageContext("", draws=made_draws(), beliefs=inputs.beliefs, cards=inputs.cards),
    )


def full_document() -> dict:
    """The sample document with what a run tells besides."""
    document = sample_document()
    for row in document["replaced"]:
        row["origin"] = "--set"
    for name in ("Q1", "Q1b", "Q1c"):
        for row in document["answers"][name]:
            row["mcse"] /= 2  # the sample's error is that of 10,000 draws, too few to publish
    return document


def sample_draws() -> dict[str, np.ndarray]:
    """Joint draws, inf for never."""
    u = (np.random.default_rng(1).permutation(N_DRAWS) + 0.5) / N_DRAWS
    dates = {
        f"{n:.0e}_theta_{theta:g}".replace("e+0", "e"): _inverse(u, *_curve(n, theta))
        for n in NUMBERS
        for theta in THETAS
    }
    arrival = np.minimum(_inverse(u, *ARRIVAL), np.min(list(dates.values()), axis=0))
    arrival = np.where(np.isfinite(arrival), arrival, 2150.0)
    draws = {"human_level_date": arrival, "size_at_human_level": 1e12 * (0.5 + u)}
    draws |= {f"date_{tail}": values for tail, values in dates.items()}
    draws |= {f"gap_{tail}": np.maximum(values - arrival, 0.0) for tail, values in dates.items()}
    comes = arrival < HORIZON
    for basis in ("training_cluster", "lab", "world"):
        draws[f"copies_at_arrival_{basis}"] = np.where(comes, 1e5 * (0.5 + u), np.nan)
    return draws


def _inverse(u: np.ndarray, share: float, centre: float, spread: float) -> np.ndarray:
    """Date at a chance; inf where it is not before the horizon."""
    start = 1 / (1 + np.exp(-(2026.0 - centre) / spread))
    rise = np.minimum(u / share * (1 - start) + start, 1 - 1e-12)
    dates = centre + spread * np.log(rise / (1 - rise))
    return np.where((u < share) & (dates < HORIZON), dates, np.inf)


def _levels(document: dict) -> dict:
    levels: dict = {}
    for row in document["answers"]["Q2"]:
        key = (row["n"], row["theta"], None)
        found = _inverse(np.array(LEVELS), *_curve(row["n"], row["theta"]))
        told = dict(zip(LEVELS, np.where(np.isfinite(found), found, np.nan).tolist(), strict=True))
        told = {q: None if np.isnan(value) else value for q, value in told.items()}
        levels["affordable date", *key] = told | {float(q): v for q, v in row["quantiles"].items()}
        levels["gap", *key] = {
            q: None if value is None else max(value - 2030.0, 0.0) for q, value in told.items()
        }
    for target, scale in (("usd per copy-hour", 1.0), ("copies at once", 1e8)):
        levels[target, None, None, 2035] = {q: scale * (0.1 + q) for q in LEVELS}
    return levels


def _curves() -> dict:
    u = np.linspace(0.0, 1.0, 4001)
    curves: dict = {}
    years = np.linspace(2026.0, HORIZON, 901)
    for n in NUMBERS:
        for theta in THETAS:
            curves["affordable date", n, theta, None] = years, _cdf(years, *_curve(n, theta))
            zero, mean = _gap_curve(n)
            wait = np.linspace(0.0, 75.0, 901)
            rise = zero + (1 - zero) * (1 - np.exp(-wait / mean))
            curves["gap", n, theta, None] = wait, _curve(n, theta)[0] * rise
    curves["human-level date", None, None, None] = years, _cdf(years, *ARRIVAL)
    for target, scale in (("usd per copy-hour", 1.0), ("copies at once", 1e8)):
        curves[target, None, None, 2035] = scale * 10 ** (4 * u - 2), u
    return curves


def _cdf(years: np.ndarray, share: float, centre: float, spread: float) -> np.ndarray:
    rise = 1 / (1 + np.exp(-(years - centre) / spread))
    return share * (rise - rise[0]) / (1 - rise[0])


def _inputs() -> Inputs:
    cards, day = load_cards(PRIORS), datetime.date(2026, 11, 24)
    held = beliefs(cards, day)
    return Inputs(cards, load_evidence(PRIORS, day), held, held)


def _snapshot(blocks: list[str]) -> dict[str, bytes]:
    files = input_files(PRIORS)
    for name in blocks:
        content = f"draws of {name}".encode()
        files[f"posterior/{name}.nc"] = content
        files[f"posterior/{name}.nc.sha256"] = f"{sha256_of(content)}  {name}.nc\n".encode()
    return files
