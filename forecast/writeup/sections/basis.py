"""What the answer rests on: posterior, judgement, seed; the honest part."""

from __future__ import annotations

from collections import Counter

from forecast.writeup.answers import Document
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section
from forecast.writeup.wording import joined, percent

KEY_LETTERS = 12
NAMED = 3  # judgement inputs named one by one; the rest are counted


def section(document: Document) -> Section:
    """Return which posterior, which judgement and which seed stand behind the numbers."""
    told = [posterior_sentence(document), judgement_sentence(document), run_sentence(document)]
    return Section("basis", "What this rests on", tuple(filter(None, told)))


def posterior_sentence(document: Document) -> str:
    """Say which posterior was used and whether it passed the gate."""
    blocks = (document.get("posterior") or {}).get("blocks") or []
    key = str(document.get("posterior_key"))[:KEY_LETTERS]
    if not blocks:
        return f"Posterior {key}."
    refused = [block["block"] for block in blocks if not block["gate_passed"]]
    verdict = f"gate REFUSED for {', '.join(refused)}" if refused else "diagnostics gate passed"
    rhat = max(block["max_rhat"] for block in blocks)
    ess = min(block["min_ess"] for block in blocks)
    return terminal_text(
        f"Posterior {key}: {len(blocks)} blocks ({', '.join(b['block'] for b in blocks)}), "
        f"{verdict}; largest R-hat {rhat:.3f}, smallest effective sample size {ess:,.0f}."
    )


def judgement_sentence(document: Document) -> str:
    """Count the inputs that no data inform, and name those that matter most for the date."""
    inputs = document.get("judgement") or []
    if not inputs:
        return ""
    largest = sorted(inputs, key=lambda item: -item["first_order"])[:NAMED]
    grades = Counter(item["grade"] for item in inputs).most_common()
    told = ", ".join(f"{times} {grade}" for grade, times in grades)
    named = joined([f"{item['name']} ({percent(item['first_order'])})" for item in largest])
    return terminal_text(
        f"Judgement, not data: {len(inputs)} inputs are fitted to no data here (by grade: {told}). "
        f"Among them these explain most of the spread of the date: {named}. Every number above "
        "is conditional on them; see `forecast explain NAME`."
    )


def run_sentence(document: Document) -> str:
    """Say how to get the same numbers again."""
    scenario = document.get("scenario") or "default"
    return terminal_text(
        f"Run {document['run_id'][:KEY_LETTERS]}: as of {document['as_of']}, scenario {scenario}, "
        f"{document['draws']:,} draws, seed {document['seed']}."
    )
