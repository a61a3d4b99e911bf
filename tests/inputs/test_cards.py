"""A folder of cards: good ones by name, and everything wrong with the others."""

import subprocess
import sys

import pytest

from forecast.errors import InputError
from forecast.inputs.cards import check_cards, load_cards, vocabulary


def partner(name):
    return f'correlates_with = {{ name = "{name}", rank_correlation = 0.3 }}\n'


def problem_texts(priors):
    return [str(problem) for problem in check_cards(priors.path).problems]


def test_good_cards_by_name_in_the_order_of_topics(priors):
    priors.card("watts", topic="supply")
    priors.card("growth", add=partner("watts"))
    priors.file("hardware/README.md", "notes")
    priors.file("hardware/.growth.toml.swp", "x")
    priors.file("evidence/x/data.csv", "x")
    cards = load_cards(priors.path)
    assert list(cards) == ["growth", "watts"]
    assert vocabulary(cards)["watts"].unit == "1"
    assert check_cards(str(priors.path)).warnings == ()


def test_all_problems_are_collected_and_load_raises_the_first(priors):
    priors.card("good")
    priors.card("a", replace=[("p95        = 1.50", "p95 = 0.5")])
    priors.card("b", replace=[('unit    = "1"', 'unit = "%"')])
    priors.card("c", replace=[("kaplan2020", "kaplan2021")])
    report = check_cards(priors.path)
    assert list(report.cards) == ["c", "good"]
    assert [problem.file.name for problem in report.problems] == ["a.toml", "b.toml", "c.toml"]
    with pytest.raises(InputError, match=r"a\.toml:12: p95: quantiles must increase"):
        load_cards(priors.path)


def test_a_source_must_be_in_the_bibliography(priors):
    priors.card(replace=[("kaplan2020", "kaplan2021")])
    assert problem_texts(priors)[0].endswith(
        "growth.toml:14: sources: the source has no entry of this key in sources.bib; "
        "found 'kaplan2021'; fix: did you mean 'kaplan2020'?"
    )


def test_a_missing_bibliography_is_one_problem(priors):
    priors.card()
    (priors.path / "sources.bib").unlink()
    assert ["sources.bib: cannot read" in text for text in problem_texts(priors)] == [True]


def test_a_partner_must_have_a_card(priors):
    priors.card("growth", add=partner("wats"))
    priors.card("watts")
    assert "found 'wats'; fix: did you mean 'watts'?" in problem_texts(priors)[0]


def test_a_partner_with_a_bad_card_is_not_a_second_problem(priors):
    priors.card("growth", add=partner("watts"))
    priors.card("watts", replace=[('unit    = "1"', 'unit = "%"')])
    assert len(problem_texts(priors)) == 1


def test_circular_correlation_is_refused(priors):
    priors.card("a", add=partner("b"))
    priors.card("b", add=partner("c"))
    priors.card("c", add=partner("a"))
    assert ["form a circle" in text for text in problem_texts(priors)] == [True, True, True]


def test_pointing_into_a_circle_is_not_being_in_it(priors):
    priors.card("a", add=partner("b"))
    priors.card("b", add=partner("c"))
    priors.card("c", add=partner("b"))
    assert ["b.toml" in text or "c.toml" in text for text in problem_texts(priors)] == [True, True]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hardwear/x.toml", "not a folder of cards; found 'hardwear'.*did you mean 'hardware'"),
        ("hardware/x.yaml", "not a card; accepted: <name>.toml"),
        ("hardware/x.toml/y", "not an ordinary file; found 'folder'"),
    ],
)
def test_what_does_not_belong_is_a_problem(priors, name, message):
    priors.file(name, "x")
    with pytest.raises(InputError, match=message):
        load_cards(priors.path)


def test_a_link_to_a_folder_is_a_problem(priors):
    priors.card("growth", topic="hardware")
    (priors.path / "supply").symlink_to(priors.path / "hardware")
    assert "not a folder of cards; found 'a symbolic link'" in problem_texts(priors)[0]


def test_one_name_in_two_topics_is_a_problem(priors):
    priors.card("growth", topic="hardware")
    priors.card("growth", topic="supply")
    assert "a card of this name exists" in problem_texts(priors)[0]


def test_no_folder_at_all_is_a_problem(tmp_path):
    with pytest.raises(InputError, match="no such folder of priors"):
        load_cards(tmp_path / "absent")


def test_a_very_wide_interval_is_a_warning(priors):
    wide = [
        *(("p05        = 1.15", "p05 = 1e-15"), ("p95        = 1.50", "p95 = 1e15")),
        ("[0.1, 10.0]", "[0.0, 1e99]"),
    ]
    priors.card(replace=wide)
    report = check_cards(priors.path)
    assert report.problems == ()
    assert "entry of 2026-11-22: the 90 % interval spans 30 orders" in report.warnings[0]


def test_reading_cards_does_not_import_heavy_libraries():
    code = (
        "import sys, forecast.inputs.cards, forecast.inputs.scenarios;"
        "print([m for m in ('scipy', 'pytensor', 'pandas', 'numba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
