"""The files a run was made from, so that a publication can be made again from itself alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forecast.files import sha256_of
from forecast.inputs.cards import TOPICS
from forecast.pipeline.request import Forecast
from forecast.posterior.encoding import encode
from forecast.posterior.store import content_of

PATTERNS = (
    *("sources.bib", "scenarios/*.toml", "evidence/aliases.csv"),
    *("evidence/*/card.toml", "evidence/*/data.csv"),
    "posterior/*.json",  # the summary, and what weights, errors and calibration rest on
    *(f"{topic}/*.toml" for topic in TOPICS),
)


def snapshot_of(forecast: Forecast) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    """Files of cards, evidence, scenarios and posterior draws; and what the gate found.

    Parameters
    ----------
    forecast : Forecast

    Returns
    -------
    files : dict of str to bytes
        By path inside a folder of priors.
    diagnostics : list of dict
        Per block: block, gate_passed and every diagnostic of its fit.
    """
    priors_dir = forecast.request.priors_dir
    files = input_files(priors_dir)
    diagnostics = []
    for each in forecast.provenance:
        name, stored = each["block"], forecast.blocks[each["block"]]
        content = content_of(name, each["key"], each["source"], priors_dir) or encode(stored)
        path = f"posterior/{name}.nc"
        files[path] = content
        files[f"{path}.sha256"] = f"{sha256_of(content)}  {Path(path).name}\n".encode()
        diagnostics.append(
            {
                "block": name,
                "gate_passed": bool(stored.about["gate_passed"]),
                **stored.about["diagnostics"],
            }
        )
    return files, diagnostics


def input_files(priors_dir: Path) -> dict[str, bytes]:
    """The files of a folder of priors that a run reads, without the draws of the posterior.

    Parameters
    ----------
    priors_dir : Path

    Returns
    -------
    dict of str to bytes
        By path inside the folder, in order.
    """
    found = {path for pattern in PATTERNS for path in priors_dir.glob(pattern) if path.is_file()}
    return {path.relative_to(priors_dir).as_posix(): path.read_bytes() for path in sorted(found)}
