"""forecast compare: what it refuses, and what can be told of an old publication."""

import json
from pathlib import Path

import pytest

from forecast.cli import main
from tests.commands.schemas import validate

REPORTS = Path(__file__).parents[2] / "reports"
OLD = "2026-11-22-first-answer"


def _main(capsys, *arguments):
    capsys.readouterr()
    try:
        code = main(["compare", *arguments])
    except SystemExit as left:
        code = left.code
    return (code, *capsys.readouterr())


@pytest.mark.slow
def test_without_inputs_only_the_whole_change_is_told(tmp_path, capsys):
    command = (OLD, "now", "--reports", str(REPORTS), "--as-of", "2026-11-24", "--quiet")
    out = tmp_path / "out"
    code, text, err = _main(capsys, *command, "--json", "--out", str(out))
    assert (code, err) == (0, "")
    document = json.loads(text)
    validate(document)
    assert document["method"] == "none"
    assert "without its inputs" in document["reason"]
    assert all(row["parts"] is None for row in document["rows"])
    never = next(row for row in document["rows"] if row["name"] == "p_never_8e9")
    assert never["change"] == pytest.approx(never["after"] - never["before"])
    assert [path.name for path in out.iterdir()] == ["compare.json"]


def test_old_ones_are_compared_without_any_run(capsys):
    folder = str(REPORTS / OLD)
    code, text, _ = _main(capsys, folder, folder)
    assert (code, "The change is not split" in text) == (0, True)


def test_what_it_refuses(tmp_path, capsys):
    code, out, err = _main(capsys, "now", "now")
    assert (code, out, "are the same" in err) == (2, "", True)
    code, out, err = _main(capsys, str(tmp_path), "now")
    assert (code, out, "holds no publication" in err) == (3, "", True)
    code, out, err = _main(capsys, OLD, "now", "--draws", "10")
    assert (code, out, "--draws 10" in err) == (2, "", True)


def test_an_edited_publication_is_refused(tmp_path, capsys):
    folder = tmp_path / "2026-11-22-x"
    folder.mkdir()
    (folder / "summary.json").write_text((REPORTS / OLD / "summary.json").read_text())
    (folder / "MANIFEST.json").write_text('{"files": []}')
    code, _, err = _main(capsys, str(folder), "now")
    assert (code, "manifest" in err) == (3, True)
