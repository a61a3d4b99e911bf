import json

import pytest

from forecast.errors import OutputError, UsageError
from forecast.writeup import folder as folder_module
from forecast.writeup.folder import refuse_unwritable, write_folder

FILES = ["figures", "numbers.csv", "summary.json", "summary.md"]


@pytest.fixture
def quick_figures(monkeypatch):
    """Figures have tests of their own; here an empty folder stands in for them."""

    def draw(document, folder):
        folder.mkdir()
        return {}

    monkeypatch.setattr("forecast.writeup.figures.draw_figures", draw)


def test_a_new_folder_holds_everything(document, tmp_path, quick_figures):
    write_folder(document, tmp_path / "deep" / "out")
    assert sorted(p.name for p in (tmp_path / "deep" / "out").iterdir()) == FILES
    assert json.loads((tmp_path / "deep/out/summary.json").read_text()) == document
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_earlier_forecast_is_replaced(document, tmp_path, quick_figures):
    write_folder(document, tmp_path / "out")
    document["seed"] = 7
    write_folder(document, tmp_path / "out")
    assert json.loads((tmp_path / "out/summary.json").read_text())["seed"] == 7
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_other_files_are_never_replaced(document, tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds other files"):
        write_folder(document, tmp_path)
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_a_file_is_not_a_folder(document, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="is not a folder"):
        write_folder(document, tmp_path / "out")


def test_fault_32_a_failure_keeps_the_old_bytes(document, tmp_path, quick_figures, monkeypatch):
    write_folder(document, tmp_path / "out")
    before = (tmp_path / "out/summary.json").read_bytes()

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder_module, "write_atomically", full)
    with pytest.raises(OSError, match="No space left"):
        write_folder({**document, "seed": 8}, tmp_path / "out")
    assert (tmp_path / "out/summary.json").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_fault_33_a_run_killed_between_the_renames_is_put_back(document, tmp_path, quick_figures):
    write_folder(document, tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.old-x")
    (tmp_path / ".out.new-y").mkdir()
    folder_module.recover(tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_bad_document_writes_nothing(document, tmp_path):
    document["answers"]["Q1"][0]["p"] = float("nan")
    with pytest.raises(OutputError):
        write_folder(document, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_hold_a_folder_is_refused_before_any_work(tmp_path):
    (tmp_path / "file").write_text("")
    refuse_unwritable(tmp_path / "new" / "deeper")
    with pytest.raises(NotADirectoryError, match="is not a folder"):
        refuse_unwritable(tmp_path / "file" / "out")
