"""Killed at any moment, a writer leaves all pairs old or all of them new."""

import random
import signal
import subprocess
import sys
import time

import pytest

from forecast.errors import LockHeld
from forecast.files import sha256_of
from forecast.inputs.ingest import pair

NAMES = ("offers", "stock")
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
    files = (data, f'sha256 = "{sha256_of(data)}"\\n'.encode())
    with pair.locked(folder):
        pair.settle(folder)
        pair.stage(folder, dict.fromkeys(("offers", "stock"), files))
        pair.settle(folder)
"""


def card(data):
    return f'title = "x"\nsha256 = "{sha256_of(data)}"\n'.encode()


@pytest.fixture
def evidence(tmp_path):
    for name in NAMES:
        place = tmp_path / "evidence" / name
        place.mkdir(parents=True)
        (place / "data.csv").write_bytes(OLD)
        (place / "card.toml").write_bytes(card(OLD))
    return tmp_path / "evidence"


def stands(evidence):
    """What every data set holds: the same data, under a card that names their hash."""
    (data,) = {(evidence / name / "data.csv").read_bytes() for name in NAMES}
    (text,) = {(evidence / name / "card.toml").read_bytes() for name in NAMES}
    assert sha256_of(data) in text.decode()
    return data


def leftovers(evidence):
    found = (*evidence.glob(".*"), *evidence.glob("*/.*"))
    return sorted(path.name for path in found if path.name != pair.LOCK_NAME)


def new():
    return dict.fromkeys(NAMES, (NEW, card(NEW)))


def test_all_are_replaced_and_nothing_is_left(evidence):
    pair.stage(evidence, new())
    assert stands(evidence) == OLD
    pair.settle(evidence)
    assert stands(evidence) == NEW
    assert leftovers(evidence) == []


@pytest.mark.parametrize("step", range(10))
def test_every_step_at_which_a_writer_may_die(evidence, monkeypatch, step):
    """Steps: write data and card of each, write the journal, replace data and card of each."""

    class Killed(BaseException):
        pass

    left = [step]

    def dead(*kinds):
        """The dead clear nothing up."""
        raise Killed

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
        patch.setattr(pair, "suppress", dead)
        try:
            pair.stage(evidence, new())
            pair.settle(evidence)
        except Killed:
            assert step < 9
    assert step in (0, 9) or leftovers(evidence)
    pair.settle_if_left(evidence)
    assert stands(evidence) == (NEW if step >= 5 else OLD)
    pair.settle(evidence)
    assert leftovers(evidence) == []


def test_a_change_that_waits_for_its_publication_holds_once_that_stands(evidence, tmp_path):
    published = tmp_path / "reports" / "2026-11-24-x"
    pair.stage(evidence, new(), published)
    pair.settle_if_left(evidence)
    assert (stands(evidence), len(leftovers(evidence))) == (OLD, 5)
    published.mkdir(parents=True)
    pair.settle_if_left(evidence)
    assert (stands(evidence), leftovers(evidence)) == (NEW, [])


def test_a_change_whose_publication_never_came_is_taken_back(evidence, tmp_path):
    pair.stage(evidence, new(), tmp_path / "never")
    pair.settle(evidence)
    assert (stands(evidence), leftovers(evidence)) == (OLD, [])


def test_what_cannot_be_written_leaves_everything_as_it_was(evidence, monkeypatch):
    def full(path, content):
        raise OSError("no space left on device")

    pair.write_atomically(evidence / "offers/.data.csv.next", NEW)
    monkeypatch.setattr(pair, "write_atomically", full)
    with pytest.raises(OSError, match="no space"):
        pair.stage(evidence, new())
    assert (stands(evidence), leftovers(evidence)) == (OLD, [])


def test_a_reader_waits_for_a_running_writer(evidence, monkeypatch):
    pair.stage(evidence, new())
    with pair.locked(evidence):
        monkeypatch.setattr(pair, "WAIT_SECONDS", 0.1)
        pair.settle_if_left(evidence)
        assert stands(evidence) == OLD
    pair.settle_if_left(evidence)
    assert stands(evidence) == NEW


def test_a_second_writer_is_told(evidence):
    code = (
        "import sys, time; from pathlib import Path; from forecast.inputs.ingest import pair\n"
        "with pair.locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(30)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(evidence)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockHeld, match="another run"), pair.locked(evidence, 0.1):
            pass
    finally:
        holder.kill()
        holder.wait()
    with pair.locked(evidence, 5.0):  # a crash leaves no lock behind
        pass


@pytest.mark.slow
def test_sigkill_at_random_times(evidence):
    random.seed(4)
    for _ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(evidence)], stdout=subprocess.PIPE
        )
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(random.uniform(0.02, 0.12))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        pair.settle_if_left(evidence)
        stands(evidence)
        assert not (evidence / pair.JOURNAL).exists()
