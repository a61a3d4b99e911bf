import json

import pytest

from forecast import files as files_module
from forecast.files import exchange
from forecast.writeup.publication import place
from forecast.writeup.publication.place import read_folder, remove_stale, write_new
from forecast.writeup.publication.records import manifest

OLD, NEW = {"a.csv": b"1", "b/c.md": b"2"}, {"a.csv": b"3"}


def _listed(content):
    return {**content, "MANIFEST.json": json.dumps(manifest("x", "run", content)).encode()}


@pytest.fixture(autouse=True)
def no_checks(monkeypatch):
    monkeypatch.setattr(place, "failed_checks", lambda files: [])


@pytest.mark.parametrize("at_once", [True, False])
def test_folders_change_places(at_once, tmp_path, monkeypatch):
    if not at_once:
        monkeypatch.setattr(files_module, "_exchange_at_once", lambda first, second: False)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
    exchange(tmp_path / "a", tmp_path / "b")
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_what_was_replaced_is_in_the_history(tmp_path):
    write_new(_listed(OLD), tmp_path / "x")
    write_new(_listed(NEW), tmp_path / "x")
    assert read_folder(tmp_path / "x") == _listed(NEW)
    (kept,) = (tmp_path / "history").iterdir()
    assert read_folder(kept) == _listed(OLD)
    write_new(_listed(OLD), tmp_path / "x")
    write_new(_listed(NEW), tmp_path / "x")
    assert len([*(tmp_path / "history").iterdir()]) == 2


def test_what_a_killed_run_left_is_removed_or_kept(tmp_path):
    for name, content in (
        (".x.new-1", _listed(OLD)),
        (".x.new-2", OLD),
        (".y.new-3", _listed(NEW)),
    ):
        for path, data in content.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(data)
    remove_stale(tmp_path, lambda folder: folder.name == ".x.new-1")
    assert [p.name for p in tmp_path.iterdir()] == ["history"]
    (kept,) = (tmp_path / "history").iterdir()
    assert read_folder(kept) == _listed(OLD)
