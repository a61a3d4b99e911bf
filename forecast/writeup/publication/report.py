"""report.md: the sections of the first screen, then what changed, what it rests on, and how to
check it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forecast.writeup.answers import Document
from forecast.writeup.compare import compare_table
from forecast.writeup.escaping import markdown_text
from forecast.writeup.markdown import TITLE, section_parts
from forecast.writeup.publication.material import Material
from forecast.writeup.section import Section, Table
from forecast.writeup.sections import SECTIONS
from forecast.writeup.without_error import MCSE_MEANS
from forecast.writeup.wording import joined, percent, significant

VINTAGE = "published"  # what holds where no other is asked for
SHOWN_BELIEFS = 15  # rows of the table of beliefs; all of them stand in priors.squiggle
CHANGED = "What changed since the last publication"
FIRST = "This is the first publication: there is none before it to compare it with."
STATED = (
    "Every number here is conditional on the beliefs and the evidence named below. Pooled opinion "
    "and judgement are called so; none of it is a measurement of the future."
)


def report_markdown(
    document: Document,
    material: Material,
    history: Sequence[dict[str, Any]],
    titles: dict[str, str],
    files: Sequence[str],
) -> str:
    """The report of a publication as Markdown.

    Parameters
    ----------
    document : dict
        The published document.
    material : Material
    history : sequence of dict
        Rows of the ledger before this publication.
    titles : dict of str to str
        Title of each figure by its name.
    files : sequence of str
        Paths in the folder.

    Returns
    -------
    str
        The page, ending in a newline.
    """
    waiting = dict(titles)
    parts = [f"# {TITLE}", _as_of(document), *draft_notice(document), STATED]
    for part in SECTIONS:
        section = part.section(document)
        if section is None:
            continue
        parts += section_parts(section)
        title = waiting.pop(section.figure or "", None)
        if title is not None:
            parts.append(_picture(section.figure or "", title))
        if section.name == "headline":
            parts += section_parts(changed_section(document, history))
    parts += [_picture(name, title) for name, title in waiting.items()]
    parts += section_parts(beliefs_section(document, material))
    parts += section_parts(diagnostics_section(document))
    parts += _again(document)
    parts += section_parts(data_section(material))
    parts += ["## Files", _file_list(files), "## How to cite", citation(document)]
    return "\n\n".join(parts) + "\n"


def draft_notice(document: Document) -> list[str]:
    """What a draft says first; nothing for a publication."""
    publication = document["publication"]
    if not publication["draft"]:
        return []
    told = [
        f"{each['what']} of {each['for']}: {each['found']} (accepted: {each['accepted']})"
        for each in publication["gate"]["offences"][:5]
    ]
    return [
        "**DRAFT. The gate refused this forecast; do not quote it.** "
        + markdown_text("; ".join(told))
    ]


def changed_section(document: Document, history: Sequence[dict[str, Any]]) -> Section:
    """What moved since the publication before, and why."""
    reason = f"Why this one was made: {document['publication']['reason']}"
    about = document["publication"].get("changed")
    if about is None:
        before = f"Before: {history[-1]['id']}." if history else FIRST
        return Section("changed", CHANGED, (before, reason))
    sentences = [f"Before: {about['before']} (as of {about['as_of']}).", reason]
    notes = ["Changes in years and percentage points; in brackets the Monte Carlo error."]
    if about["reason"]:
        sentences.append(f"The change is not split: {about['reason']}.")
    else:
        notes.append(
            f"Each part is worked out with {about['draws']:,} draws; they add up. A block is what "
            "data say with the beliefs that they moved; forecast compare splits further."
        )
    if about["beliefs"]:
        sentences.append(f"Beliefs that differ: {joined(_some(about['beliefs']))}.")
    table = compare_table({"rows": document["answers"]["changed"]})
    return Section("changed", CHANGED, tuple(sentences), table, tuple(notes))


def _some(names: Sequence[str]) -> list[str]:
    more = len(names) - SHOWN_BELIEFS
    return [*names[:SHOWN_BELIEFS], f"{more} more"] if more > 0 else [*names]


def beliefs_section(document: Document, material: Material) -> Section:
    """The beliefs that the date hangs on most, with ground and source."""
    shares = {row["name"]: row["first_order"] for row in document["answers"].get("Q10", [])}
    ranked = sorted(material.beliefs, key=lambda row: -shares.get(row["name"], 0.0))
    rows = tuple(
        (
            row["name"],
            row["unit"],
            _quantiles(row),
            row["grade"],
            ", ".join(dict.fromkeys(source["key"] for source in row["sources"])),
            row["as_of"],
            percent(shares.get(row["name"], 0.0)),
        )
        for row in ranked[:SHOWN_BELIEFS]
    )
    headers = ("quantity", "unit", "5%, 50%, 95%", "grade", "sources", "entry of", "explains alone")
    note = (
        f"Priors, before evidence, by the share of the variance of the date that each explains "
        f"alone. All {len(ranked)} stand in priors.squiggle; cards with reasons in inputs.zip."
    )
    return Section("beliefs", "The beliefs behind it", table=Table(headers, rows, 6), notes=(note,))


def diagnostics_section(document: Document) -> Section:
    """What the gate and the calibration say, block by block."""
    publication = document["publication"]
    calibrated = {row["block"]: row for row in publication["sbc"]}
    rows = tuple(
        (
            row["block"],
            "passed" if row["gate_passed"] else "REFUSED",
            f"{row['max_rhat']:.4f}",
            f"{row['min_ess']:,.0f}",
            f"{row['divergences']:.0f}",
            f"{row['min_bfmi']:.2f}",
            calibrated.get(row["block"], {}).get("status", "not run"),
        )
        for row in publication["gate"]["blocks"]
    )
    headers = ("block", "gate", "max R-hat", "min ESS", "divergences", "min E-BFMI", "calibration")
    verdict = "passed" if publication["gate"]["passed"] else "REFUSED"
    told = [f"Gate: {verdict}. Every published chance has a Monte Carlo error of at most 0.005."]
    if not publication["gate"]["passed"]:
        told = [f"Gate: {verdict}."]
    told.append(f"Column mcse of numbers.csv: {MCSE_MEANS}")
    told += calibration_sentences(publication["sbc"])
    return Section("diagnostics", "Diagnostics", tuple(told), Table(headers, rows, 2))


def calibration_sentences(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What calibration by simulation says where it says anything but "passed"."""
    told = {
        "not run": "was not run for {}: diagnostics and recovery tests are all there is",
        "too few": "was run with few simulated worlds for {}",
        "outside": "found ranks outside the band for {}",
        "stale": "speaks of another density for {}",
    }
    named = {
        status: joined([row["block"] for row in rows if row["status"] == status])
        for status in told
        if any(row["status"] == status for row in rows)
    }
    return [f"Simulation-based calibration {told[s].format(names)}." for s, names in named.items()]


def data_section(material: Material) -> Section:
    """The tables of evidence with their sources and licences."""
    rows = tuple(
        (row["dataset"], f"{row['rows']:,}", source["name"], source["licence"])
        for row in material.evidence
        for source in row["sources"]
    )
    table = Table(("table", "rows used", "source", "licence"), rows, 4)
    return Section("data", "Data and licences", table=table)


def citation(document: Document) -> str:
    """How to cite the publication, as one line of Markdown."""
    publication = document["publication"]
    return markdown_text(
        f"Billion Copies contributors ({document['as_of'][:4]}). {TITLE} Forecast "
        f"{publication['id']}, as of {document['as_of']}, run {document['run_id']}. CC-BY-4.0."
    )


def _as_of(document: Document) -> str:
    scenario = document["scenario"] or "baseline"
    return markdown_text(
        f"As of {document['as_of']}; scenario {scenario}; {document['draws']:,} draws, seed "
        f"{document['seed']}; run {document['run_id']}."
    )


def _picture(name: str, title: str) -> str:
    return f"![{markdown_text(title)}](figures/{name}.svg)"


def _quantiles(row: dict[str, Any]) -> str:
    if row["quantiles"] is None:
        return "pooled forecasts"
    return ", ".join(_number(value) for value in row["quantiles"].values())


def _number(value: float) -> str:
    """A number for a narrow column, with an exponent where it has many digits.

    Examples
    --------
    >>> _number(5e12), _number(60_000.0), _number(0.042)
    ('5e12', '60,000', '0.042')
    """
    if value == 0 or 1e-4 <= abs(value) < 1e6:
        return significant(value, 3)
    return f"{value:.2g}".replace("e+", "e")


def _again(document: Document) -> list[str]:
    flags = [
        "--priors inputs",
        f"--as-of {document['as_of']}",
        f"--seed {document['seed']}",
        f"--draws {document['draws']}",
    ]
    if document["scenario"]:
        flags.append(f"--scenario {document['scenario']}")
    if document["publication"]["vintage"] != VINTAGE:
        flags.append(f"--vintage {document['publication']['vintage']}")
    flags += [f"--set '{each}'" for each in document["publication"]["sets"]]
    return [
        "## How to make it again",
        "[inputs.zip](inputs.zip) holds every card, table and posterior draw this run read; "
        "[config.toml](config.toml) the seed, versions and hashes. From a checkout of the code:",
        "```\nunzip inputs.zip -d inputs\nforecast run " + " ".join(flags) + " --json\n```",
    ]


def _file_list(files: Sequence[str]) -> str:
    """Every file with a word on what it is; twins of one figure on one line."""
    lines: dict[str, list[str]] = {}
    for path in files:
        stem = path.rpartition(".")[0] if path.startswith("figures/") else path
        lines.setdefault(stem, []).append(f"[{markdown_text(path.rpartition('/')[2])}]({path})")
    return "\n".join(f"- {', '.join(links)}{about_file(stem)}" for stem, links in lines.items())


WHAT = {  # by how a path begins
    "MANIFEST": "sha256 and length of every file",
    "config": "what was asked, with hashes and versions",
    "datapackage": "the files and the data behind them, with licences",
    "draws": "joint draws: inputs, dates, gaps, copies at arrival",
    "hub-config": "what the hub's files may hold",
    "index": "this report as a page",
    "inputs": "every card, table and posterior draw that was read",
    "metaculus": "201-point distribution functions",
    "model-metadata": "who made the hub's file, and how",
    "model-output": "the forecast in the form of a forecast hub",
    "numbers": "every number with its unit and Monte Carlo error",
    "predictions": "statements about the near term that will be scored",
    "priors": "the beliefs as a Squiggle program",
    "report": "this report",
    "summary": "the whole forecast for scripts",
    "target-data": "what is known of the hub's targets",
}


def about_file(path: str) -> str:
    """What a file is, after a colon; nothing for a figure.

    Examples
    --------
    >>> about_file("numbers.csv")
    ': every number with its unit and Monte Carlo error'
    """
    told = next((words for start, words in WHAT.items() if path.startswith(start)), "")
    return f": {told}" if told else ""
