"""Checks of report.md and index.html: links, headline, headings, and that nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from forecast.writeup.checks.folder import Folder
from forecast.writeup.escaping import markdown_text
from forecast.writeup.page.html import text
from forecast.writeup.sections.headline import main_sentence

PAGE, REPORT = "index.html", "report.md"
LOADED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}
SAFE_SCHEMES = ("", "https", "doi", "data", "mailto")
CONDITIONAL = {PAGE: "conditional on stated beliefs", REPORT: "conditional on the beliefs"}
INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.S)
MARKDOWN_LINK = re.compile(r"\]\(([^)\s]+)\)")


class _Page(HTMLParser):
    """Tags with their attributes, in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


def page_links_lead_into_the_folder(folder: Folder) -> Iterator[str]:
    """Every relative link of the page leads to a file in the folder, or to a place on the page."""
    page = _page(folder)
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    for attributes in [*page.all("a"), *page.all("img")]:
        target = attributes.get("href", attributes.get("src", ""))
        if not _leads(target, folder, ids):
            yield f"the page links to {target!r}"


def page_links_are_safe(folder: Folder) -> Iterator[str]:
    """Links are relative, https or doi; no script hides in one."""
    for attributes in [*_page(folder).all("a"), *_page(folder).all("img")]:
        target = attributes.get("href", attributes.get("src", "")).strip()
        if urlsplit(target).scheme.lower() not in SAFE_SCHEMES:
            yield f"the page links to {target[:40]!r}"


def page_loads_nothing_from_elsewhere(folder: Folder) -> Iterator[str]:
    """No script, picture, frame or style comes from another address."""
    for tag, attribute in LOADED.items():
        for found in _page(folder).all(tag):
            if urlsplit(found.get(attribute, "")).netloc:
                yield f"<{tag}> loads {found[attribute]}"
    if "@import" in folder.text(PAGE):
        yield "a style is imported"


def page_has_a_strict_policy(folder: Folder) -> Iterator[str]:
    """The page's policy is to load nothing by default."""
    policies = [
        m.get("content", "")
        for m in _page(folder).all("meta")
        if m.get("http-equiv", "").lower() == "content-security-policy"
    ]
    if len(policies) != 1 or "default-src 'none'" not in policies[0]:
        yield f"policies: {policies}"


def page_runs_only_what_its_policy_names(folder: Folder) -> Iterator[str]:
    """Every script and style of the page is one whose hash the policy names; data is no script."""
    source = folder.text(PAGE)
    for kind, attributes, content in INLINE.findall(source):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        if "application/json" not in attributes and f"sha256-{digest}" not in source:
            yield f"a <{kind}> that the policy does not name: {content[:30]!r}"


def page_runs_nothing_inline(folder: Folder) -> Iterator[str]:
    """No element carries a handler such as onerror."""
    for tag, attributes in _page(folder).tags:
        yield from (f"<{tag}> has {name}" for name in attributes if name.startswith("on"))


def page_says_its_language_and_title(folder: Folder) -> Iterator[str]:
    """The page has a language, a character set and a title."""
    page = _page(folder)
    if not (page.all("html") and page.all("html")[0].get("lang")):
        yield "no language"
    if not page.all("title") or not any("charset" in m for m in page.all("meta")):
        yield "no title or character set"


def page_headings_are_in_order(folder: Folder) -> Iterator[str]:
    """One h1, first; no level is skipped."""
    levels = [int(tag[1]) for tag, _ in _page(folder).tags if re.fullmatch(r"h[1-6]", tag)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings of levels {levels[:5]}"
    if any(b > a + 1 for a, b in pairwise(levels)):
        yield "a level of heading is skipped"


def page_pictures_have_descriptions(folder: Folder) -> Iterator[str]:
    """Every picture and drawing says in words what it shows."""
    page = _page(folder)
    ids = {attributes.get("id") for _, attributes in page.tags}
    for attributes in page.all("img"):
        if not attributes.get("alt", "").strip():
            yield f"{attributes.get('src')} has no description"
    for attributes in page.all("svg"):
        named = attributes.get("aria-labelledby", "").split()
        if attributes.get("aria-hidden") != "true" and not (named and set(named) <= ids):
            yield "a drawing has no title and description"


def page_says_the_headline(folder: Folder) -> Iterator[str]:
    """The headline of the summary stands on the page, word for word."""
    if text(main_sentence(folder.summary)) not in folder.text(PAGE):
        yield "the page does not say the headline"


def report_says_the_headline(folder: Folder) -> Iterator[str]:
    """The headline of the summary stands in the report, word for word."""
    if markdown_text(main_sentence(folder.summary)) not in folder.text(REPORT):
        yield "the report does not say the headline"


def report_links_lead_into_the_folder(folder: Folder) -> Iterator[str]:
    """Every relative link of the report leads to a file in the folder."""
    for target in MARKDOWN_LINK.findall(folder.text(REPORT)):
        if not _leads(target, folder, set()):
            yield f"the report links to {target!r}"


def drafts_say_so_first(folder: Folder) -> Iterator[str]:
    """Page and report of a draft say that it is one; those of a publication do not."""
    draft = folder.summary["publication"]["draft"]
    for path, mark in ((PAGE, "<strong>DRAFT."), (REPORT, "**DRAFT.")):
        if (mark in folder.text(path)) != draft:
            yield f"{path} is not marked as it should be"


def badge_is_green_only_if_the_gate_passed(folder: Folder) -> Iterator[str]:
    """The badge is always there, and says that diagnostics passed exactly where the gate did."""
    classes = {tuple(m.get("class", "").split()) for m in _page(folder).all("span")}
    passed = folder.summary["publication"]["gate"]["passed"]
    if ("badge", "good" if passed else "bad") not in classes:
        yield "the badge does not say what the gate said"
    if ("badge", "bad" if passed else "good") in classes:
        yield "a second badge says the opposite"


def conditions_are_stated(folder: Folder) -> Iterator[str]:
    """Page and report say that every number is conditional on stated beliefs."""
    for path, words in CONDITIONAL.items():
        if words not in folder.text(path):
            yield f"{path} does not say what its numbers are conditional on"


def _page(folder: Folder) -> _Page:
    return _Page(folder.text(PAGE))


def _leads(target: str, folder: Folder, ids: set[str]) -> bool:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return True
    path = unquote(parts.path)
    return path in folder.files if path else parts.fragment in ids


CHECKS = (
    page_links_lead_into_the_folder,
    page_links_are_safe,
    page_loads_nothing_from_elsewhere,
    page_has_a_strict_policy,
    page_runs_only_what_its_policy_names,
    page_runs_nothing_inline,
    page_says_its_language_and_title,
    page_headings_are_in_order,
    page_pictures_have_descriptions,
    page_says_the_headline,
    report_says_the_headline,
    report_links_lead_into_the_folder,
    drafts_say_so_first,
    badge_is_green_only_if_the_gate_passed,
    conditions_are_stated,
)
