from dataclasses import replace

from forecast.writeup.publication.contents import Edition, published_document
from forecast.writeup.publication.gate import Offence
from forecast.writeup.publication.report import (
    beliefs_section,
    calibration_sentences,
    changed_section,
    diagnostics_section,
    report_markdown,
)  # fmt: skip

TITLES = {"affordable_date": "The finding", "gap": "Another | one"}


def _report(material, edition):
    document = published_document(material, edition)
    return report_markdown(document, material, edition.history, TITLES, ["report.md", "a.csv"])


def test_every_figure_is_shown_once(material):
    report = _report(material, Edition("2026-11-22-x", "So."))
    assert report.count("](figures/affordable_date.svg)") == 1
    assert "![Another \\| one](figures/gap.svg)" in report


def test_what_changed_is_told_with_before_and_now(material):
    document = published_document(material, Edition("2026-11-22-x", "New prices."))
    section = changed_section(document, [])
    rows = {row[0].strip(): row for row in section.table.rows[: len(section.table.rows) // 2]}
    assert rows["before"][1] == "2062.1"
    assert rows["after"][1] == "2065.4"
    assert rows["block: stock"][1:4] == ("-3.0 (0.2)", "-1.0 (0.1)", "-1.0 (0.1)")
    assert section.sentences[0] == "Before: 2026-01-01-a (as of 2026-01-01)."
    assert "Beliefs that differ: size_at_human_level." in section.sentences


def test_the_first_publication_says_that_it_is_the_first(material):
    document = published_document(replace(material, changed=None), Edition("2026-11-22-x", "So."))
    section = changed_section(document, [])
    assert "first publication" in section.sentences[0]
    assert section.table is None


def test_a_change_that_is_not_split_says_why(material):
    changed = {**material.changed, "reason": "no inputs are kept"}
    document = published_document(replace(material, changed=changed), Edition("2026-11-22-x", "."))
    assert "The change is not split: no inputs are kept." in changed_section(document, []).sentences


def test_a_draft_says_so_first_and_why(material):
    offence = Offence("max_rhat", "stock", 1.2, "< 1.01")
    report = _report(material, Edition("2026-11-22-x-draft", "So.", (offence,)))
    assert report.index("**DRAFT.") < report.index("conditional on")
    assert "max\\_rhat of stock: 1.2 (accepted: \\< 1.01)" in report
    assert "DRAFT" not in _report(material, Edition("2026-11-22-x", "So."))


def test_hostile_text_stays_text(material):
    report = _report(material, Edition("2026-11-22-x", "</script>|<img onerror=x> [a](b)"))
    assert "<img" not in report.replace("\\<", "")
    assert "\\[a\\](b)" in report


def test_calibration_is_told_where_it_is_not_passed():
    rows = [
        {"block": "a", "status": "not run"}, {"block": "b", "status": "passed"},
        {"block": "c", "status": "outside"}, {"block": "d", "status": "not run"},
    ]  # fmt: skip
    told = calibration_sentences(rows)
    assert len(told) == 2
    assert "was not run for a and d" in told[0]
    assert "outside the band for c" in told[1]
    assert calibration_sentences([rows[1]]) == []


def test_the_gate_is_told_block_by_block(material):
    document = published_document(material, Edition("2026-11-22-x", "So."))
    section = diagnostics_section(document)
    assert section.table.rows[0][:2] == ("hardware", "passed")
    assert section.sentences[0].startswith("Gate: passed.")


def test_beliefs_are_ranked_by_what_they_explain(material):
    rows = beliefs_section(material.document, material).table.rows
    assert [row[0] for row in rows[:2]] == ["human_level_date", "size_at_human_level"]
    assert rows[0][2] == "pooled forecasts"


def test_the_line_that_makes_it_again_holds_every_flag(material):
    told = replace(material, sets=("human_level_date=2030",), vintage="observable")
    report = _report(told, Edition("2026-11-22-x", "So."))
    assert (
        "forecast run --priors inputs --as-of 2026-11-22 --seed 20261122 --draws 200000 "
        "--scenario default --vintage observable --set 'human_level_date=2030' --json"
    ) in report
