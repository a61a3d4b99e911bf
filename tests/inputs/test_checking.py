import datetime
import shutil
import time
import tomllib

import pytest

from forecast.inputs.checking import survey_priors

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def priors(priors_dir, tmp_path):
    """A copy of the project's priors to break."""
    shutil.copytree(priors_dir, tmp_path / "priors")
    return tmp_path / "priors"


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_projects_own_priors_are_right(priors_dir):
    survey = survey_priors(priors_dir, TODAY)
    assert [problem.message for problem in survey.errors] == []
    cards = [tomllib.loads(path.read_text()) for path in priors_dir.glob("evidence/*/card.toml")]
    assert survey.counts.rows == sum(card["n_rows"] for card in cards) > 2000
    assert survey.counts.tables == len(cards) > 15
    assert survey.counts.cards > 60


def test_tables_are_split_into_fitted_and_read_by_people(priors_dir):
    counts = survey_priors(priors_dir, TODAY).counts
    assert "serving" in counts.likelihood_tables
    assert set(counts.by_hand_tables) == {
        *("essay_2021", "links", "human_equivalence"),
        *("published_answers", "published_trends"),
    }


def test_accelerators_without_specifications_are_notes(priors_dir):
    found = survey_priors(priors_dir, TODAY).notes
    notes = [problem.message for problem in found]
    (file,) = {problem.file for problem in found if "'NVIDIA L40S'" in problem.message}
    assert file == priors_dir / "evidence/gpu_rental_prices/data.csv"
    assert any("'NVIDIA L40S' (3 rows) has" in note for note in notes)
    assert any("'Cerebras CS-2' (1 row) has no specifications" in note for note in notes)


def test_errors_of_all_files_are_listed_at_once(priors):
    edit(priors / "evidence/moe/data.csv", "671000000000", "671.000.000.000,0")
    edit(priors / "evidence/moe/card.toml", 'type = "number"', 'type = "figure"')
    edit(priors / "evidence/economy/data.csv", "1990-12-31", "1990-12-32")
    edit(priors / "evidence/aliases.csv", "NVIDIA Tesla T4", "NVIDIA Tesla T44")
    edit(priors / "hardware/lifetime_years.toml", "family", "famly")
    errors = [p.message for p in survey_priors(priors, TODAY).problems if p.is_error]
    for place in (
        "moe/card.toml",
        "economy/data.csv:2: observed_on: no such day",
        "aliases.csv:10: accelerator: no such accelerator",
        "hardware/lifetime_years.toml",
    ):
        assert sum(place in error for error in errors) == 1, place


def test_errors_come_first_and_carry_their_parts(priors):
    edit(priors / "evidence/economy/data.csv", "1990-12-31", "1990-12-32")
    first = survey_priors(priors, TODAY).problems[0]
    assert first.is_error
    assert (first.error.line, first.error.field) == (2, "observed_on")


def test_a_changed_file_is_a_note(priors):
    path = priors / "evidence/moe/data.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    survey = survey_priors(priors, TODAY)
    assert [p.message for p in survey.errors] == []
    assert sum("moe/data.csv" in note.message for note in survey.notes) == 2  # rows and sha256


def test_a_row_of_tomorrow_is_an_error(priors_dir):
    day_before = datetime.date(2026, 11, 21)
    errors = [p for p in survey_priors(priors_dir, day_before).problems if p.is_error]
    assert errors
    told = ("published after the run date", "the card holds no entry as of")
    assert all(any(text in error.message for text in told) for error in errors)


def test_the_check_takes_less_than_a_second_of_work(priors_dir, reads_anew):
    survey_priors(priors_dir, TODAY)  # imports are not its work
    start = time.process_time()
    survey_priors(priors_dir, TODAY)
    assert time.process_time() - start < 1.0


def test_a_pool_of_a_scenario_that_names_nothing(priors):
    edit(priors / "scenarios/coder_milestones.toml", '"automated_coder"', '"automatic_coder"')
    (error,) = (p.message for p in survey_priors(priors, TODAY).problems if p.is_error)
    assert "coder_milestones.toml" in error
    assert "human_level_date.milestone_classes: nothing published by this date" in error
    assert "did you mean 'automated_coder'" in error
