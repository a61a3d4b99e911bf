"""The page as a reader, a machine and an attacker meet it."""

import copy
import json
import re
import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from forecast.writeup.answers import chance
from forecast.writeup.page import PageContext, page_html
from forecast.writeup.section import Section
from forecast.writeup.wording import percent
from tests.writeup.page.made import HOSTILE, made_draws

VOID = {"meta", "input", "img", "br", "link"}


# What needs no end tag, by what begins where it ends.
ENDS_WITH = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr")}


class Reader(HTMLParser):
    """Elements in order, and whether they nest."""

    def __init__(self):
        super().__init__()
        self.open, self.found, self.texts = [], [], []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        while self.open and self.open[-1] in ENDS_WITH.get(tag, ()):
            self.open.pop()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open[-1] != tag and self.open[-1] in ENDS_WITH["tr"]:
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture
def page(document):
    return page_html(document, PageContext("test", draws=made_draws(), files=("summary.json",)))


def test_elements_nest_and_ids_are_unique(page):
    ids = [attrs["id"] for _, attrs in read(page).found if "id" in attrs]
    assert len(ids) == len(set(ids)) > 10


def test_one_heading_leads_and_none_is_skipped(page):
    levels = [int(tag[1]) for tag, _ in read(page).found if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b - a <= 2 for a, b in pairwise(levels))


def test_every_drawing_has_a_title_a_description_and_a_table(page):
    found = read(page).found
    drawings = [attrs for tag, attrs in found if tag == "svg"]
    assert len(drawings) >= 7
    ids = {attrs.get("id") for _, attrs in found}
    for attrs in drawings:
        assert attrs["role"] == "img"
        assert set(attrs["aria-labelledby"].split()) <= ids
    assert page.count("<figure") == page.count("<summary>The numbers")


def test_nothing_is_fetched(page):
    for tag, attrs in read(page).found:
        assert tag not in ("img", "link", "iframe", "object")
        assert "src" not in attrs
        assert not any(name.startswith("on") for name in attrs)
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert "url(" not in page


def test_links_within_the_page_lead_somewhere(page):
    found = read(page).found
    ids = {attrs.get("id") for _, attrs in found}
    inner = [a["href"][1:] for tag, a in found if tag == "a" and a["href"].startswith("#")]
    assert inner
    assert set(inner) <= ids


def test_the_headline_is_there_without_scripts(page, document):
    row = chance(document, 8e9, 1.0, 2050)
    said = page.split("<script")[0]
    assert f"affordable by the end of 2050 with chance {percent(row['p'], row['mcse'])}" in said


def test_hostile_names_stay_text(document):
    shown = page_html(
        document,
        PageContext(
            HOSTILE, draws=made_draws(), files=(HOSTILE,),
            extra=(Section("extra", HOSTILE, (HOSTILE,)),),
        ),
    )  # fmt: skip
    tags = [tag for tag, _ in read(shown).found]
    assert "img" not in tags
    assert tags.count("script") == 2


def test_data_of_the_explorer_cannot_end_its_island(document):
    shown = page_html(document, PageContext("t", draws=made_draws()))
    island = re.search(r'<script type="application/json" id="draws">(.*?)</script>', shown).group(1)
    assert "<" not in island
    assert len(json.loads(island)["published"]) == 8


def test_never_and_already_are_told(never_document, already_document):
    assert "none of the draws before 2101" in page_html(never_document, PageContext("t"))
    assert "100%" in page_html(already_document, PageContext("t"))


def test_a_failed_gate_shows(document):
    failed = copy.deepcopy(document)
    failed["posterior"]["blocks"][0]["gate_passed"] = False
    assert "Diagnostics failed" in page_html(failed, PageContext("t"))
    assert "Diagnostics passed" in page_html(document, PageContext("t"))


def test_it_is_quick_and_small(document):
    context = PageContext("t", draws=made_draws(2000))
    page_html(document, context)
    begun = time.perf_counter()
    shown = page_html(document, context)
    assert time.perf_counter() - begun < 1.0
    assert len(shown.encode()) < 250_000
