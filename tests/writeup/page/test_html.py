import pytest

from forecast.writeup.page.html import element, link, table, text

HOSTILE = '</script><img onerror="x">'


def test_hostile_text_stays_text():
    assert "<" not in text(HOSTILE)
    assert text("a\x1b[31mb\u202ec") == "abc"


def test_attributes_are_escaped_and_named_as_html_names_them():
    shown = element("p", "x", class_="a", aria_label='"q"', hidden=True, title=None)
    assert shown == '<p class="a" aria-label="&quot;q&quot;" hidden>x</p>'


@pytest.mark.parametrize(
    ("address", "becomes"),
    [
        ("https://a.org/x", '<a href="https://a.org/x" rel="noopener noreferrer">s</a>'),
        ("doi:10.1/2", '<a href="https://doi.org/10.1/2" rel="noopener noreferrer">s</a>'),
        ("javascript:alert(1)", "s"),
        ("http://a.org", "s"),
        ('https://a.org/"><script>', "s"),
    ],
)
def test_only_https_and_doi_become_links(address, becomes):
    assert link(address, "s") == becomes


def test_a_row_of_one_cell_spans_the_table():
    shown = table(("a", "b"), (("over",), ("x", "1")), "told")
    assert 'colspan="2"' in shown
    assert shown.count('class="n"') == 1  # the head; cells of numbers need no class
    assert "told</caption>" in shown
