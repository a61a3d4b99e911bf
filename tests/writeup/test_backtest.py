"""The stored scores as text, Markdown and figures; rivals that beat us are printed."""

import json
from pathlib import Path

import pytest

from forecast.writeup.backtest import backtest_markdown, backtest_text, headline, with_backtest
from tests.commands.schemas import validate

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def document():
    return json.loads((ROOT / "reports" / "track_record" / "backtest.json").read_text())


def test_the_stored_scores_fit_the_schema(document):
    validate(document)
    assert len(document["origins"]) >= 5


def test_every_model_of_every_target_is_printed_those_that_beat_us_too(document):
    text, table = backtest_text(document, 100), backtest_markdown(document)
    for row in document["summary"]:
        assert row["model"] in text
        assert f"| {row['model']} |" in table or f"**{row['model']}**" in table
    beaten = [row for row in document["summary"] if (row["skill_of_ours"] or 0) < 0]
    assert text.count("*\n") + text.count(" * ") >= len(beaten)
    assert table.count("**-") == len(beaten)


def test_a_skill_of_zero_is_told_and_a_missing_one_is_not(document):
    told = headline({**document, "skill": {"persistence": 0.0, "loglinear": None}})
    assert told.startswith("Skill averaged over targets: 0.00 over persistence.")


def test_retrospective_tables_are_said_to_be_so(document):
    vintages = {each["target"]: each["vintage"] for each in document["targets"]}
    assert vintages["stock"] == "observable"
    assert vintages["chip_flop"] == "published"
    assert "stock (observable vintage)" in " ".join(backtest_text(document, 200).split())
    assert any("hindsight" in note for note in document["notes"])


def test_a_narrow_terminal_is_served(document):
    assert max(map(len, backtest_text(document, 40).splitlines())) <= 60


def test_only_what_stands_between_the_marks_changes(document):
    page = "before\n<!-- backtest -->\nold\n<!-- /backtest -->\nafter"
    made = with_backtest(page, document)
    assert made.startswith("before\n<!-- backtest -->\n")
    assert made.endswith("<!-- /backtest -->\nafter")
    assert "old" not in made
    assert with_backtest(made, document) == made


def test_the_readme_shows_the_stored_scores(document):
    page = (ROOT / "README.md").read_text()
    assert "<!-- backtest -->" in page
    assert with_backtest(page, document) == page, "run: python -m forecast.commands.backtest_table"


@pytest.mark.slow
def test_figures_are_drawn_the_same_each_time(document, tmp_path):
    from forecast.writeup.figure_backtest import write_figures

    first, second = (write_figures(document, tmp_path / name) for name in "ab")
    assert [path.name for path in first] == ["backtest_skill.png", "backtest_pit.png"]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_leaks_are_not_counted_in_the_title(document):
    from forecast.writeup.figure_backtest import draw_skill

    leaks = {each["target"] for each in document["targets"] if each["leaks"]}
    rows = draw_skill(document).rows
    counted = [row["skill"] > 0 for row in rows if row["target"] not in leaks]
    assert leaks & {row["target"] for row in rows}
    assert draw_skill(document).title.endswith(f" {sum(counted)} of {len(counted)} comparisons")
