"""Every number that a page tells is a number of numbers.csv, rounded as it stands there."""

import bisect
import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from forecast.writeup.publication.contents import Edition, contents

REPORTS = Path(__file__).parents[3] / "reports"
# Sections that tell results; the others tell beliefs, sources, files and diagnostics.
RESULTS = (
    "headline", "chances", "check_of_today", "tests_alone", "arrival", "gap", "copies_at_arrival",
    "binding", "cost", "power", "training_share", "nowcast", "cost_error", "drivers",
    "trend_shapes", "scenarios", "published", "published_trends", "essay", "track_record",
    "changed",
)  # fmt: skip
NUMBER = re.compile(
    r"(?<![\w.])([<>])?([+-])?(\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)"
    r"(?: (thousand|million|m\b|billion|trillion|quadrillion))?(%)?"
)
SCALES = {"thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "trillion": 1e12}
SCALES |= {"quadrillion": 1e15}
# What is no result: levels of intervals, the horizon, and small counts in words.
PLAIN = {0.0, 1.0, 2.0, 50.0, 80.0, 90.0, 0.5, 0.8, 0.9, 2000.0, 2100.0, 2101.0, 2102.0}


@pytest.fixture(scope="module")
def files(material):
    """Files of a made-up publication."""
    return contents(material, Edition("2026-11-22-test", "For tests."))


class Told(HTMLParser):
    """Cells and sentences of sections that tell results; notes, heads and drawings left out."""

    def __init__(self, page):
        super().__init__()
        self.section, self.open, self.found, self.note = None, None, [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "section":
            self.section = given["id"].removeprefix("s-")
        if tag in ("td", "th", "tr", "p", "section", "summary"):
            self.open = None  # cells need no end tag
        if tag in ("td", "p") and "note" not in (given.get("class") or ""):
            self.open = tag
            self.found.append((self.section, ""))

    def handle_endtag(self, tag):
        if tag == "section":
            self.section = None
        if tag in (self.open, "table"):
            self.open = None

    def handle_data(self, data):
        if self.open and self.section in RESULTS:
            self.found[-1] = (self.section, self.found[-1][1] + data)


def numbers_told(page):
    """(section, words, least, most) of every number on a page."""
    for section, words in Told(page).found:
        if section not in RESULTS:
            continue
        for beyond, sign, digits, scale, share in NUMBER.findall(words):
            plain = digits.replace(",", "")
            value = float(plain) * SCALES.get(scale, 1.0) * (-1.0 if sign == "-" else 1.0)
            unit = 0.01 if share else 1.0
            places = len(plain.partition(".")[2].partition("e")[0])
            step = 10.0**-places * SCALES.get(scale, 1.0)
            if places and plain.endswith("0"):  # dollars to two digits, cents filled up
                step *= 10.0
            if places == 0 and plain.endswith("0") and not share:  # rounded to two digits or three
                step = max(step, 10.0 ** (len(plain) - 2) * SCALES.get(scale, 1.0))
            least, most = (value - step) * unit, (value + step) * unit
            if beyond:
                least, most = (-1e-9, most) if beyond == "<" else (least, 1e300)
            yield section, words, least, most


def published(table):
    """All numbers of numbers.csv, and what identifies them, in order."""
    found = set(PLAIN)
    for row in csv.DictReader(io.StringIO(table)):
        for name, cell in row.items():
            if name == "note":
                continue
            for each in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", cell or ""):
                value = float(each)
                found |= {value / 1e9} if row["unit"] == "W" else set()  # told in gigawatts
                found |= {value, 100.0 * value, 1 - value} if name in ("value", "mcse") else {value}
    return sorted(found)


def missing(page, table):
    """Numbers of a page that numbers.csv does not hold."""
    known = published(table)
    for section, words, least, most in numbers_told(page):
        place = bisect.bisect_left(known, least)
        if place == len(known) or known[place] > most:
            yield section, words, least, most


def test_every_number_of_a_made_up_publication_is_published(files):
    page, table = (files[name].decode() for name in ("index.html", "numbers.csv"))
    assert [*missing(page, table)] == []
    assert len([*numbers_told(page)]) > 300


@pytest.mark.parametrize(("told", "instead"), [("in 2065 at", "in 1987 at"), ("2062.1", "1962.1")])
def test_a_number_that_is_not_published_is_found(files, told, instead):
    page, table = (files[name].decode() for name in ("index.html", "numbers.csv"))
    assert told in page
    assert [*missing(page.replace(told, instead), table)]


def test_every_number_of_the_newest_publication_is_published():
    folders = sorted(path.parent for path in REPORTS.glob("*/index.html"))
    page, table = (
        (folders[-1] / name).read_text("utf-8") for name in ("index.html", "numbers.csv")
    )
    assert [*missing(page, table)] == []
