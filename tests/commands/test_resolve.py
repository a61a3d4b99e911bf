"""forecast resolve: text, JSON and folder."""

import json

from forecast.cli import main
from tests.commands.schemas import validate
from tests.pipeline.test_resolve import publication, stock


def test_text_json_and_plot(tmp_path, capsys):
    threshold = {"side": "at least", "value": 1.1e7}
    publication(tmp_path, "2025-01-01-early", stock("2026-05-01", p=0.3, threshold=threshold))
    command = ["resolve", "--reports", str(tmp_path), "--as-of", "2026-11-24"]
    assert main([*command, "--json", "--out", str(tmp_path / "out")]) == 0
    document = json.loads(capsys.readouterr().out)
    validate(document)
    assert document["record"]["brier"] == 0.09
    assert (tmp_path / "out" / "near_term_record.png").stat().st_size > 10_000
    assert main(command) == 0
    text = capsys.readouterr().out
    assert "1 decided" in text
    assert "0.090" in text


def test_a_folder_without_statements_has_an_empty_record(tmp_path, capsys):
    assert main(["resolve", "--reports", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["record"]["n"] == 0


def test_a_missing_folder_is_an_input_error(tmp_path, capsys):
    assert main(["resolve", "--reports", str(tmp_path / "none")]) == 3
    assert "no such folder" in capsys.readouterr().err
