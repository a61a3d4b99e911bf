from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from forecast.writeup.publication.index import atom_feed, index_html, index_readme

HOSTILE = '</script><img src=x onerror="alert(1)">|[a](javascript:x)\x1b[31m'
ROW = {
    "date": "2026-11-22", "id": "2026-11-22-a", "summary_sha256": "ab", "page": "a/report.md",
    "replaced": False, "reason": "The first.", "median_8e9": 2069.5, "p_never_8e9": 0.33,
    "median_1e6": 2048.1, "p_never_1e6": 0.24, "p_8e9_by_2035": 0.08,
}  # fmt: skip
NEXT = {**ROW, "date": "2026-12-01", "id": "2026-12-01-b", "median_8e9": None, "reason": HOSTILE}


def test_newest_first_with_what_moved_and_why():
    lines = [line for line in index_readme([ROW, NEXT]).splitlines() if line.startswith("| 20")]
    assert [line.split(" | ")[0] for line in lines] == ["| 2026-12-01", "| 2026-11-22"]
    assert "median 2069 to after 2100" in lines[0]
    assert "the first one | The first." in lines[1]


def test_a_replaced_one_says_so():
    assert "(replaced)" in index_readme([{**ROW, "replaced": True}])
    assert "(replaced)" in index_html([{**ROW, "replaced": True}])


def test_hostile_reasons_stay_text():
    found = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append(tag)
            assert not any(name.startswith("on") for name, _ in attrs)

    Tags().feed(index_html([ROW, NEXT]))
    assert found
    assert not {"img", "script"} & set(found)
    assert "\\<img" in index_readme([ROW, NEXT])
    assert "\\[a\\]" in index_readme([ROW, NEXT])
    ElementTree.fromstring(atom_feed([ROW, NEXT]))


def test_the_feed_has_what_atom_asks_for():
    feed = ElementTree.fromstring(atom_feed([ROW, NEXT]))
    for name in ("id", "title", "updated", "author", "link"):
        assert feed.find(f"{{*}}{name}") is not None
    entries = feed.findall("{*}entry")
    assert [e.find("{*}title").text for e in entries] == ["2026-12-01-b", "2026-11-22-a"]
    assert len({e.find("{*}id").text for e in entries}) == 2
    assert feed.find("{*}updated").text == "2026-12-01T00:00:00Z"


@pytest.mark.parametrize("make", [index_readme, index_html, atom_feed])
def test_an_index_of_nothing_is_still_whole(make):
    assert make([]).endswith("\n")


def test_what_tells_how_forecasts_did_is_linked():
    pages = {"predictions of a": "a/predictions.json"}
    assert "[predictions of a](a/predictions.json)" in index_readme([ROW], pages)
    assert 'href="a/predictions.json"' in index_html([ROW], pages)
    assert "Track record" not in index_html([ROW])


def test_how_the_headline_moved_is_a_table():
    page = index_html([ROW, NEXT])
    assert "<td" in page
    assert "&gt;2100" in page
    assert 'href="feed.xml"' in page
