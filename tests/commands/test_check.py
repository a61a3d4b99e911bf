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
