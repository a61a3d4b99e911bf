"""Old bytes or new bytes, never half of them."""

import os
import subprocess
import sys

import pytest

from forecast.files import remove_unfinished, sha256_of, write_atomically


def test_sha256_known_answer():
    # FIPS 180-2, appendix B.1
    assert sha256_of(b"abc").startswith("ba7816bf8f01cfea414140de5dae2223")


def test_writes_and_replaces(tmp_path):
    path = tmp_path / "deep" / "file.bin"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == ["file.bin"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_write_keeps_the_old_file(tmp_path, monkeypatch, step):
    path = tmp_path / "file.bin"
    write_atomically(path, b"old")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file.bin"]


def test_what_a_killed_writer_left_is_removed_and_that_of_a_running_one_kept(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".file.bin.{dead.pid}.part").write_bytes(b"half")
    running = tmp_path / f".file.bin.{os.getppid()}.part"
    running.write_bytes(b"half")
    remove_unfinished(tmp_path / "file.bin")
    assert list(tmp_path.iterdir()) == [running]
