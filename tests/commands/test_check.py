import json
import shutil

from forecast import cli
from forecast.commands.check import closing_line
from tests.commands.schemas import validate


def test_the_projects_own_priors_have_no_problem(capsys):
    assert cli.main(["check", "--quiet"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("checked ")
    assert ": 0 problems, " in line


def test_a_broken_card_is_one_line_and_3(tmp_path, priors_dir, capsys):
    folder = tmp_path / "priors"
    shutil.copytree(priors_dir, folder, ignore=shutil.ignore_patterns("posterior", "evidence"))
    card = folder / "hardware" / "lifetime_years.toml"
    card.write_text(card.read_text().replace("p50 ", "p51 "))
    assert cli.main(["check", "--quiet", "--priors", str(folder)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert any("lifetime_years.toml" in line and "p51" in line for line in lines[:-1])
    assert cli.main(["check", "--json", "--priors", str(folder)]) == 3
    found = json.loads(capsys.readouterr().out)
    validate(found)
    assert not found["ok"]
    assert found["counts"]["errors"] == sum(p["level"] == "error" for p in found["problems"])


def test_a_folder_that_is_not_there(tmp_path, capsys):
    assert cli.main(["check", "--priors", str(tmp_path / "no")]) == 3
    assert "is not a folder of priors" in capsys.readouterr().err


def test_closing_line_counts():
    counts = {"errors": 2, "notes": 1, "cards": 3, "tables": 4, "rows": 5}
    assert closing_line(counts) == "checked 3 cards and 5 rows in 4 tables: 2 problems, 1 note"


def broken(priors_dir, tmp_path):
    folder = tmp_path / "priors"
    shutil.copytree(priors_dir, folder, ignore=shutil.ignore_patterns("posterior"))
    return folder


def test_what_a_run_cannot_do_without_is_missed(tmp_path, priors_dir, capsys):
    folder = broken(priors_dir, tmp_path)
    (folder / "economy" / "population.toml").unlink()
    shutil.rmtree(folder / "evidence" / "serving")
    assert cli.main(["check", "--quiet", "--priors", str(folder)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert sum("population: a run needs this quantity and it has no card" in x for x in lines) == 1
    assert any("evidence/serving: a run needs this table" in line for line in lines)
    assert lines[-1].endswith(": 2 problems, 0 notes") or ": 2 problems, " in lines[-1]


def test_a_card_that_begins_tomorrow_is_a_problem_today(tmp_path, priors_dir, capsys):
    folder = broken(priors_dir, tmp_path)
    card = folder / "economy" / "population.toml"
    card.write_text(card.read_text().replace("as_of      = 2026", "as_of      = 2096"))
    assert cli.main(["check", "--quiet", "--priors", str(folder)]) == 3
    out = capsys.readouterr().out
    assert "population.toml: as_of: the card holds no entry as of" in out
    assert ": 1 problem, " in out


def test_a_linked_folder_and_a_bad_file_name(tmp_path, priors_dir, capsys):
    folder = broken(priors_dir, tmp_path)
    (folder / "economy").rename(tmp_path / "elsewhere")
    (folder / "economy").symlink_to(tmp_path / "elsewhere")
    shutil.copy(tmp_path / "elsewhere/population.toml", folder / "demand" / "Bad Name.toml")
    assert cli.main(["check", "--quiet", "--priors", str(folder)]) == 3
    out = capsys.readouterr().out
    assert "economy: not a folder of cards; found 'a symbolic link'" in out
    assert "Bad Name.toml:1: name:" in out
    assert "population.toml as the file's name" in out


def test_a_name_too_long_for_a_file_system(capsys):
    assert cli.main(["check", "--priors", "a" * 300]) == 3
    assert "--priors: cannot be read" in capsys.readouterr().err
