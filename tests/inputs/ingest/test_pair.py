"""Killed at any moment, a writer leaves the old pair or the new one."""

import random
import signal
import subprocess
import sys
import time

import pytest

from forecast.errors import LockHeld
from forecast.files import sha256_of
from forecast.inputs.ingest import pair

OLD, NEW = b"a\n1\n", b"a\n1\n2\n"

WRITER = """
import sys
from pathlib import Path
from forecast.files import sha256_of
from forecast.inputs.ingest import pair
folder, n = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    n += 1
    data = b"a\\n" + b"1\\n" * (n % 50 + 1)
    with pair.locked(folder.parent):
        pair.settle(folder)
        pair.replace_pair(folder, data, f'sha256 = "{sha256_of(data)}"\\n'.encode())
"""


def card(data):
    return f'title = "x"\nsha256 = "{sha256_of(data)}"\n'.encode()


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "evidence" / "offers"
    place.mkdir(parents=True)
    (place / "data.csv").write_bytes(OLD)
    (place / "card.toml").write_bytes(card(OLD))
    return place


def stands(folder):
    return (folder / "data.csv").read_bytes(), (folder / "card.toml").read_bytes()


def leftovers(folder):
    return sorted(path.name for path in folder.glob(".*"))


def test_both_are_replaced_and_nothing_is_left(folder):
    pair.replace_pair(folder, NEW, card(NEW))
    assert stands(folder) == (NEW, card(NEW))
    assert leftovers(folder) == []


@pytest.mark.parametrize("step", range(5))
def test_every_step_at_which_a_writer_may_die(folder, monkeypatch, step):
    """Steps: write card, write data, replace data, replace card."""

    class Killed(BaseException):
        pass

    left = [step]

    def dying(function):
        def call(*arguments):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            function(*arguments)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(pair, "write_atomically", dying(pair.write_atomically))
        patch.setattr(pair, "put_in_place", dying(pair.put_in_place))
        patch.setattr(pair, "_next", lambda f, n: f / f".{n}.next")
        try:
            pair.replace_pair(folder, NEW, card(NEW))
        except Killed:
            assert step < 4
    pair.settle_if_left(folder)
    data = NEW if step >= 2 else OLD
    assert stands(folder) == (data, card(data))
    assert leftovers(folder) == []


def test_a_reader_leaves_a_running_writer_alone(folder):
    (folder / ".card.toml.next").write_bytes(card(NEW))
    with pair.locked(folder.parent):
        pair.settle_if_left(folder)
        assert leftovers(folder) == [".card.toml.next"]
    pair.settle_if_left(folder)
    assert leftovers(folder) == []
    assert stands(folder) == (OLD, card(OLD))


def test_a_second_writer_is_told(folder):
    code = (
        "import sys, time; from pathlib import Path; from forecast.inputs.ingest import pair\n"
        "with pair.locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(30)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder.parent)], stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockHeld, match="another run"), pair.locked(folder.parent, 0.1):
            pass
    finally:
        holder.kill()
        holder.wait()
    with pair.locked(folder.parent, 5.0):  # a crash leaves no lock behind
        pass


@pytest.mark.slow
def test_sigkill_at_random_times(folder):
    random.seed(4)
    for _ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE
        )
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(random.uniform(0.02, 0.12))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        pair.settle_if_left(folder)
        data, text = stands(folder)
        assert sha256_of(data) in text.decode()
        assert not (folder / ".card.toml.next").exists()
