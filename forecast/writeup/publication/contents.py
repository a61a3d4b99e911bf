"""All files of a publication, made in memory: what each path holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from forecast.writeup.answers import Document
from forecast.writeup.document import to_json
from forecast.writeup.hub import hub_files
from forecast.writeup.metaculus_questions import metaculus_questions
from forecast.writeup.numbers import numbers_csv
from forecast.writeup.page import page_html
from forecast.writeup.parquet import parquet_bytes
from forecast.writeup.publication.figures import figure_files
from forecast.writeup.publication.gate import Offence
from forecast.writeup.publication.material import Material
from forecast.writeup.publication.records import (
    CONFIG,
    INPUTS,
    MANIFEST,
    PACKAGE,
    config_toml,
    data_package,
    inputs_zip,
    manifest,
)
from forecast.writeup.publication.report import (
    changed_section,
    diagnostics_section,
    report_markdown,
)
from forecast.writeup.squiggle import squiggle_source

SUMMARY, NUMBERS, DRAWS, REPORT, PAGE = (
    *("summary.json", "numbers.csv", "draws.parquet"),
    *("report.md", "index.html"),
)
DRAFT_MARK = (
    '<p class="warning"><strong>DRAFT.</strong> '
    "The gate refused this forecast; do not quote it.</p>"
)
METACULUS, SQUIGGLE, PREDICTIONS = "metaculus.json", "priors.squiggle", "predictions.json"


@dataclass(frozen=True)
class Edition:
    """Under which name and for what reason something is published, and what came before it.

    Parameters
    ----------
    id : str
        Name of the folder.
    reason : str
        Why it was made.
    offences : tuple of Offence
        Bounds of the gate that do not hold: a draft then.
    history : tuple of dict
        Rows of the ledger before this one, oldest first.
    """

    id: str
    reason: str
    offences: tuple[Offence, ...] = ()
    history: tuple[dict[str, Any], ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the gate refused it."""
        return bool(self.offences)


def contents(material: Material, edition: Edition) -> dict[str, bytes]:
    """Every file of a publication.

    Parameters
    ----------
    material : Material
    edition : Edition

    Returns
    -------
    dict of str to bytes
        By path inside the folder.

    Raises
    ------
    OutputError
        When a number is NaN or infinite.
    """
    document = published_document(material, edition)
    figures, titles = figure_files(document, edition.is_draft)
    files = figures | hub_files(material)
    files[SUMMARY] = _json(document)
    files[NUMBERS] = numbers_csv(document).encode()
    files[DRAWS] = parquet_bytes(material.draws, material.units)
    files[METACULUS] = _json(metaculus_questions(material))
    files[SQUIGGLE] = squiggle_source(material.beliefs, document["as_of"]).encode()
    files[CONFIG] = config_toml(material, edition.id, edition.reason).encode()
    files[INPUTS] = inputs_zip(material.snapshot)
    if material.predictions is not None:
        files[PREDICTIONS] = _json(material.predictions)
    listed = sorted([*files, REPORT, PAGE, PACKAGE, MANIFEST])
    files[REPORT] = report_markdown(document, material, edition.history, titles, listed).encode()
    files[PAGE] = page_text(document, material, edition, listed).encode()
    files[PACKAGE] = _json(data_package(material, edition.id, files))
    files[MANIFEST] = _json(manifest(edition.id, document["run_id"], files))
    return files


def page_text(document: Document, material: Material, edition: Edition, listed: list[str]) -> str:
    """The page, marked where it is a draft.

    Parameters
    ----------
    document : dict
        The published document.
    material : Material
    edition : Edition
    listed : list of str
        Paths in the folder, to link to.

    Returns
    -------
    str
    """
    context = replace(
        material.page,
        name=edition.id,
        files=tuple(listed),
        earlier=edition.history,
        extra=(changed_section(document, edition.history), diagnostics_section(document)),
    )
    page = page_html(document, context)
    return page.replace("<main>", f"<main>{DRAFT_MARK}", 1) if edition.is_draft else page


def published_document(material: Material, edition: Edition) -> Document:
    """The run's document with what a reader of the publication must know about it.

    Parameters
    ----------
    material : Material
    edition : Edition

    Returns
    -------
    dict
        `forecast.run/1` with the key `publication`.
    """
    answers = {**material.document["answers"]}
    if material.backtest:
        answers["Q16"] = material.backtest
    if material.by_scenario:
        answers["by_scenario"] = material.by_scenario
    changed = dict(material.changed or {})
    if changed:
        answers["changed"] = changed.pop("rows")
    return {
        **material.document,
        "answers": answers,
        "publication": {
            "id": edition.id,
            "reason": edition.reason,
            "draft": edition.is_draft,
            "gate": {
                "passed": not edition.offences,
                "offences": [
                    {"what": o.what, "for": o.name, "found": o.found, "accepted": o.accepted}
                    for o in edition.offences
                ],
                "blocks": material.diagnostics,
            },
            "sbc": material.calibration,
            "changed": changed or None,
            "sets": list(material.sets),
            "vintage": material.vintage,
            "hashes": material.hashes,
            "versions": material.versions,
        },
    }


def _json(value: Any) -> bytes:
    return f"{to_json(value)}\n".encode()
