"""Faults of cards and scenarios, by their number in guides/faults.md, through `forecast check`."""

import os
import time

import pytest

from tests.faults.conftest import CARD, DATA_CARD

PARTNER = "hardware/provider_margin.toml"
SCENARIO = "scenarios/mine.toml"


def _belief(priors, *lines):
    """Replace family and quantiles of the card."""
    for name in ("p05", "p50"):
        priors.sub(CARD, rf"^{name} .*\n", "")
    priors.sub(CARD, r"^p95 .*$", "\n".join(lines[1:]))
    priors.sub(CARD, r"^family .*$", lines[0])


def _correlate(priors, name, partner):
    line = f'correlates_with = {{ name = "{partner}", rank_correlation = 0.3 }}\nchecked '
    priors.sub(name, r"^checked ", line)


def test_fault_05_an_unknown_unit(priors):
    priors.sub(CARD, r'"year"', '"yeer"')
    line = priors.line_of(CARD, "unit")
    priors.refused(CARD, line, "unit", "found 'yeer'", "accepted: one of", "did you mean 'year'?")


@pytest.mark.parametrize(
    ("day", "field", "told"),
    [("2026-02-31", None, "not valid TOML"), ('"2026-11-22"', "as_of", "without quotes")],
)
def test_fault_07_a_date_that_is_none(day, field, told, priors):
    priors.sub(CARD, r"^as_of .*$", f"as_of = {day}")
    priors.refused(CARD, priors.line_of(CARD, "as_of"), field, told)


def test_fault_13_bom_and_crlf_are_accepted(priors):
    priors.bytes(CARD, b"\xef\xbb\xbf" + priors.read(CARD).replace(b"\n", b"\r\n"))
    assert priors.accepted() == []


def test_fault_13_latin_1(priors):
    priors.sub(CARD, "^meaning", "# \N{LATIN SMALL LETTER A WITH DIAERESIS}\nmeaning")
    priors.bytes(CARD, priors.read(CARD).decode().encode("latin-1"))
    priors.refused(CARD, 5, None, "not UTF-8", "found 'byte 0xe4'", "accepted: UTF-8")


@pytest.mark.parametrize("name", [CARD, "sources.bib", SCENARIO])
def test_fault_16_a_file_of_1_gb_is_refused_unread(name, priors):
    with (priors.path / name).open("wb") as stream:
        stream.truncate(10**9)
    priors.refused(name, None, None, "too large", "accepted: at most 262144 bytes")


@pytest.mark.parametrize(
    ("lines", "key", "told"),
    [
        (('family = "lognormal"', "p05 = 6.0", "p50 = 5.0", "p95 = 9.0"), "p50", "must increase"),
        (('family = "normal"', "mean = 5.0", "sd = 0.0"), "sd", "above zero"),
        (('family = "uniform"', "lower = 5.0", "upper = 2.0"), "lower", "must increase"),
        (
            ('family = "categorical"', "values = [4.0, 8.0]", "weights = [1.2, -0.2]"),
            "weights",
            "0..1",
        ),
        (('family = "fixed"', "value = 99.0"), "value", "outside the bounds"),
    ],
)
def test_fault_17_numbers_that_are_no_belief(lines, key, told, priors):
    _belief(priors, *lines)
    priors.refused(CARD, priors.line_of(CARD, key), key, told, "found ", "accepted: ")


@pytest.mark.parametrize("number", ["nan", "-inf", "1e400", "9" * 900, "true"])
def test_fault_18_a_number_that_is_not_finite(number, priors):
    priors.sub(CARD, r"^p95 .*$", f"p95 = {number}")
    priors.refused(CARD, priors.line_of(CARD, "p95"), "p95", "must be a finite number")


def test_fault_18_an_integer_of_5000_digits(priors):
    priors.sub(CARD, r"^p95 .*$", f"p95 = {'9' * 5000}")
    priors.refused(CARD, priors.line_of(CARD, "p95"), None, "too long", "5006 characters")


def test_fault_19_twenty_orders_of_magnitude_are_a_note(priors):
    priors.sub(CARD, r"^bounds .*$", "bounds = [1e-30, 1e30]")
    _belief(priors, 'family = "lognormal"', "p05 = 1e-12", "p50 = 5.0", "p95 = 1e12")
    (note,) = priors.accepted()
    assert "spans 24 orders of magnitude" in note


@pytest.mark.parametrize(
    ("name", "old", "new", "near"),
    [
        (CARD, r"^p50 ", "stdev ", "sd"),
        (CARD, r"^meaning ", "maening ", "meaning"),
        (DATA_CARD, r"^coverage ", "covrage ", "coverage"),
    ],
)
def test_fault_20_an_unknown_key(name, old, new, near, priors):
    priors.sub(name, old, new)
    told = ("unknown key", "accepted: one of ", f"did you mean '{near}'?")
    priors.refused(name, priors.line_of(name, new), new.strip(), *told)


@pytest.mark.parametrize(
    ("line", "field", "told"),
    [
        ("lifetime_year = 5", "lifetime_year", "did you mean 'lifetime_years'?"),
        ("lifetime_years = 500", "lifetime_years.value", "accepted: 1 to 16 year"),
        ("lifetime_years = nan", "lifetime_years", "finite number"),
    ],
)
def test_fault_20_a_scenario_that_cannot_be_applied(line, field, told, priors):
    priors.append(SCENARIO, f"{line}\n")
    priors.refused(SCENARIO, 4, field, told)


def test_fault_21_a_key_twice(priors):
    priors.sub(CARD, r"^p50 ", "p50 = 1.0\np50 ")
    line = priors.line_of(CARD, "p50") + 1
    priors.refused(CARD, line, None, "given twice")


@pytest.mark.parametrize("key", ["as_of", "grade"])
def test_fault_21_a_field_is_missing(key, priors):
    priors.sub(CARD, rf"^{key} .*\n", "")
    priors.refused(CARD, priors.line_of(CARD, "[[entry]]"), key, "missing field", "for example")


def test_fault_21_no_source(priors):
    priors.sub(CARD, r"^sources [^\]]*\]", "sources = []")
    priors.refused(CARD, priors.line_of(CARD, "sources"), "sources", "at least one", "found []")


@pytest.mark.parametrize(
    "text",
    ["x = " + "[\n" * 5000 + "]\n" * 5000, "a: &a [x]\nb: &b [*a, *a]\n", ".".join("a" * 20000)],
)
def test_fault_22_deep_nesting_is_refused_at_once(text, priors):
    priors.bytes(CARD, text.encode())
    start = time.process_time()
    code, out, err = priors.check()
    assert (code, err) == (3, "")
    assert "Traceback" not in out
    assert CARD in out
    assert time.process_time() - start < 1  # with everything else that is checked


def test_fault_23_a_card_that_leans_on_itself(priors):
    _correlate(priors, CARD, "lifetime_years")
    line = priors.line_of(CARD, "correlates_with")
    priors.refused(CARD, line, "correlates_with.name", "correlates with itself")


def test_fault_23_cards_that_lean_on_each_other(priors):
    _correlate(priors, CARD, "provider_margin")
    _correlate(priors, PARTNER, "lifetime_years")
    line = priors.line_of(CARD, "correlates_with")
    priors.refused(CARD, line, "correlates_with", "form a circle", n=2)


@pytest.mark.parametrize("name", [CARD, SCENARIO])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_fault_25_a_card_that_is_no_file(name, kind, priors):
    path = priors.path / name
    path.rename(priors.path / ".kept")
    if kind == "link":
        path.symlink_to(priors.path / ".kept")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    priors.refused(name, None, None, "not an ordinary file", kind)


def test_fault_26_a_value_and_a_distribution(priors):
    priors.sub(CARD, r"^p05 ", "value = 4.0\np05 ")
    line = priors.line_of(CARD, "value")
    priors.refused(CARD, line, "value", "both a value and a distribution", "accepted: ")


def test_fault_30_no_escape_reaches_the_terminal(priors):
    priors.sub(CARD, r'"year"', r'"\\u001b[31myear\\u202e"'.replace("\\\\", "\\"))
    code, out, err = priors.check()
    assert (code, err) == (3, "")
    assert out.replace("\n", "").isprintable()
    assert out.isascii()
