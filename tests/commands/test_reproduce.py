"""A real small publication: it comes out again, and whatever is changed in it is caught."""

import json
import tomllib

import pytest

from forecast import cli
from forecast.pipeline.origins import library_versions
from forecast.writeup.publication.records import manifest
from tests.commands.published import ID
from tests.commands.schemas import validate


def _again(folder, capsys):
    capsys.readouterr()
    code = cli.main(["reproduce", ID, "--reports", str(folder.parent), "--json", "--quiet"])
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    validate(found)
    return code, found


def _replace(folder, name, old, new):
    """Change a file and the manifest with it, as one would who hides a change."""
    content = (folder / name).read_text()
    assert content.count(old) >= 1
    (folder / name).write_text(content.replace(old, new, 1))
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix]
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    run_id = json.loads(files.pop("MANIFEST.json"))["run_id"]
    (folder / "MANIFEST.json").write_text(json.dumps(manifest(ID, run_id, files)))


def _first_chance(folder):
    p = json.loads((folder / "summary.json").read_text())["answers"]["Q1"][0]["p"]
    return f'"p": {p}'


@pytest.mark.slow
def test_it_agrees_to_the_byte(folder, capsys):
    assert "changed" in json.loads((folder / "summary.json").read_text())["answers"]
    code, found = _again(folder, capsys)
    assert (code, found["agrees"], found["same_bytes"]) == (0, True, True)
    assert found["numbers"] > 500
    assert found["largest_deviation"]["standard_errors"] == 0
    assert (found["differing_from_record"], found["refitted_blocks"]) == ([], [])


def test_no_such_publication_is_2(tmp_path, capsys):
    for name in ("2026-11-24-none", "../x", "/etc"):
        code = cli.main(["reproduce", name, "--reports", str(tmp_path)])
        assert (code, "there are: none" in capsys.readouterr().err) == (2, True)


def test_one_without_inputs_is_3(tmp_path, capsys):
    (tmp_path / ID).mkdir()
    (tmp_path / ID / "summary.json").write_text("{}")
    code = cli.main(["reproduce", ID, "--reports", str(tmp_path)])
    assert (code, "keeps no inputs.zip" in capsys.readouterr().err) == (3, True)


@pytest.mark.slow
def test_files_that_are_not_as_listed_are_named_and_nothing_is_run(folder, capsys):
    (folder / "summary.json").write_text((folder / "summary.json").read_text() + " ")
    (folder / "inputs.zip").unlink()
    (folder / "mine.txt").write_text("mine")
    code, found = _again(folder, capsys)
    assert (code, found["agrees"], found["numbers"]) == (7, False, None)
    assert found["spoilt_files"] == [
        {"path": "inputs.zip", "what": "missing"},
        {"path": "mine.txt", "what": "not in the manifest"},
        {"path": "summary.json", "what": "changed"},
    ]


@pytest.mark.slow
def test_a_number_changed_with_the_manifest_is_caught(folder, capsys):
    told = _first_chance(folder)
    _replace(folder, "summary.json", told, f"{told}1")
    code, found = _again(folder, capsys)
    assert (code, found["agrees"], found["same_bytes"]) == (7, False, False)


@pytest.mark.slow
def test_a_seed_changed_with_the_manifest_is_caught(folder, capsys):
    _replace(folder, "config.toml", "seed = 1\n", "seed = 2\n")
    code, found = _again(folder, capsys)
    assert (code, found["agrees"]) == (7, False)
    assert {"kind": "run", "name": "seed", "recorded": 1, "now": 2} in found[
        "differing_from_record"
    ]
    assert found["largest_deviation"]["standard_errors"] > 0


@pytest.mark.slow
def test_other_versions_are_named_and_numbers_judged_by_their_error(folder, capsys):
    name = "numpy"
    stated = tomllib.loads((folder / "config.toml").read_text())["versions"][name]
    assert stated == library_versions()[name]
    _replace(folder, "config.toml", f'"{stated}"', '"0.1"')
    code, found = _again(folder, capsys)
    assert (code, found["agrees"], found["same_code_and_versions"]) == (0, True, False)
    assert [each["kind"] for each in found["differing_from_record"]] == ["version"]
    told = _first_chance(folder)
    _replace(folder, "summary.json", told, '"p": 0.9')
    code, found = _again(folder, capsys)
    assert (code, len(found["differing_numbers"])) == (7, 1)
    assert found["differing_numbers"][0]["before"] == 0.9
    assert found["differing_numbers"][0]["standard_errors"] > 5
