"""Publishing as a whole: gate, names, history, index; and what a crash or a full disk leaves."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import time
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from forecast.errors import GateRefused, LockHeld, OutputError, UsageError
from forecast.pipeline.publication import publish as module
from forecast.pipeline.publication.publish import publish, write_index
from forecast.track_record.ledger import read_ledger
from forecast.writeup.publication import place
from forecast.writeup.publication.lock import locked
from forecast.writeup.publication.place import read_folder
from forecast.writeup.publication.records import manifest

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
NAME = "2026-11-22-test"
KEPT = ("summary.json", "report.md", "config.toml", "inputs.zip", "figures/gap.csv")
INDEX = ["README.md", "feed.xml", "index.html", "ledger.csv"]


@pytest.fixture
def ready(files, monkeypatch):
    """Contents are made once, and but a few; what they hold has tests of its own."""
    files = {path: files[path] for path in KEPT}

    def made(material, edition):
        told = json.dumps([edition.reason, [o.name for o in edition.offences], edition.history])
        summary = json.loads(files["summary.json"])
        summary["publication"] |= {"reason": edition.reason, "id": edition.id}
        config = files["config.toml"].decode().replace("For tests.", edition.reason)
        changed = {"report.md": told.encode(), "summary.json": json.dumps(summary).encode()}
        told = files | changed | {"config.toml": config.replace(NAME, edition.id).encode()}
        listed = manifest(edition.id, "run", told)
        return told | {"MANIFEST.json": json.dumps(listed).encode()}

    monkeypatch.setattr(module, "contents", made)
    monkeypatch.setattr(place, "failed_checks", lambda files: [])


def _names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".publish"))


def test_a_publication_stands_and_is_indexed(material, tmp_path, ready):
    done = publish(material, tmp_path / "reports", NAME, "For tests.")
    assert (done.state, done.replaced, done.id) == ("published", False, NAME)
    assert _names(tmp_path / "reports") == sorted([NAME, *INDEX])
    assert read_folder(done.folder) == done.files
    (row,) = read_ledger(tmp_path / "reports")
    assert (row["id"], row["reason"], row["cards"]) == (
        NAME,
        "For tests.",
        material.hashes["cards"],
    )
    index = (tmp_path / "reports/README.md").read_text()
    assert f"[{NAME}]({NAME}/report.md)" in index
    assert "For tests." in index
    feed = ElementTree.parse(tmp_path / "reports/feed.xml").getroot()
    assert [entry.find("{*}title").text for entry in feed.findall("{*}entry")] == [NAME]


def test_the_same_again_changes_nothing(material, tmp_path, ready):
    publish(material, tmp_path, NAME, "For tests.")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert publish(material, tmp_path, NAME, "For tests.").state == "unchanged"
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    changed = {path.name for path in before if before[path] != after.get(path)}
    assert changed <= {".publish.lock", ".publish.holder"}


def test_fault_31_another_of_the_same_name_needs_replace(material, tmp_path, ready):
    first = publish(material, tmp_path, NAME, "For tests.")
    with pytest.raises(UsageError, match="another publication of this name"):
        publish(material, tmp_path, NAME, "Another.")
    assert read_folder(first.folder) == first.files
    second = publish(material, tmp_path, NAME, "Another.", may_replace=True)
    assert (second.state, second.replaced) == ("published", True)
    assert read_folder(second.folder) == second.files
    (old,) = (tmp_path / "history").iterdir()
    assert read_folder(old) == first.files
    assert [row["reason"] for row in read_ledger(tmp_path)] == ["For tests.", "Another."]
    assert "(replaced)" in (tmp_path / "README.md").read_text()


def test_the_gate_refuses_and_nothing_changes(material, tmp_path, ready):
    publish(material, tmp_path, NAME, "For tests.")
    before = read_folder(tmp_path)
    spoilt = replace(material, draws=material.draws | {"size_at_human_level": np.full(9, np.nan)})
    with pytest.raises(GateRefused, match="size_at_human_level"):
        publish(spoilt, tmp_path, "2026-11-22-other", "No.")
    assert read_folder(tmp_path) == before


def test_force_writes_a_draft_and_never_over_a_report(material, tmp_path, ready):
    publish(material, tmp_path, NAME, "For tests.")
    before = read_folder(tmp_path)
    spoilt = replace(material, calibration=[{"block": "stock", "status": "stale"}])
    done = publish(spoilt, tmp_path, NAME, "A try.", force=True)
    assert (done.state, done.folder.name) == ("draft", f"{NAME}-draft")
    after = read_folder(tmp_path)
    assert {path: after[path] for path in before} == before
    assert all(path.startswith(f"{NAME}-draft/") for path in set(after) - set(before))


def test_force_on_what_passes_is_a_publication(material, tmp_path, ready):
    assert publish(material, tmp_path, NAME, "For tests.", force=True).state == "published"


def test_fault_24_an_edited_entry_is_refused(material, tmp_path, ready):
    publish(material, tmp_path, NAME, "For tests.")
    card = "hardware/lifetime_years.toml"
    edited = material.snapshot[card].replace(b"p50", b"p49", 1)
    changed = replace(material, snapshot=material.snapshot | {card: edited})
    with pytest.raises(GateRefused, match=r"lifetime_years\.toml, entry of"):
        publish(changed, tmp_path, "2026-11-23-next", "Edited.")
    assert "2026-11-23-next" not in _names(tmp_path)


def test_checks_that_fail_leave_nothing(material, tmp_path, ready, monkeypatch):
    monkeypatch.setattr(place, "failed_checks", lambda files: [("some_check", "is wrong")])
    with pytest.raises(OutputError, match="some_check: is wrong"):
        publish(material, tmp_path, NAME, "For tests.")
    assert _names(tmp_path) == []


def test_fault_34_a_lock_that_is_held_names_its_holder(tmp_path):
    with locked(tmp_path):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                with locked(tmp_path, wait_seconds=0.05):
                    pass
            except LockHeld as error:
                code = 6 if f"process {os.getppid()} on " in str(error) else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 6
    with locked(tmp_path, wait_seconds=0.05):
        pass


def test_fault_34_a_lock_left_by_a_crash_is_recovered(tmp_path):
    child = os.fork()
    if child == 0:
        held = locked(tmp_path)
        held.__enter__()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (tmp_path / ".publish.holder").exists()
    with locked(tmp_path, wait_seconds=0.05):
        pass


def test_a_ledger_that_lost_rows_is_completed(material, tmp_path, ready):
    publish(material, tmp_path, NAME, "For tests.")
    (tmp_path / "ledger.csv").unlink()
    publish(material, tmp_path, "2026-11-23-next", "The next.")
    assert [row["id"] for row in read_ledger(tmp_path)] == [NAME, "2026-11-23-next"]


def test_reports_of_another_kind_are_linked(tmp_path):
    for name in ("backtest", "decisions", "history", ".x.new-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text("told")
    write_index(tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert 'href="backtest/README.md"' in page
    assert "decisions/README" not in page


def test_an_index_of_nothing(tmp_path):
    write_index(tmp_path)
    assert "Newest first" in (tmp_path / "README.md").read_text()


CALLS = ("os.replace", "os.rename", "os.fsync", "forecast.writeup.publication.place.exchange")


class Failing:
    """Fails the n-th of the calls that change a disk; counts them all."""

    def __init__(self, monkeypatch, n):
        self.n, self.seen = n, 0
        for name in CALLS:
            holder, attribute = name.rsplit(".", 1)
            target = os if holder == "os" else place
            monkeypatch.setattr(target, attribute, self._wrapped(getattr(target, attribute)))

    def _wrapped(self, real):
        def call(*arguments):
            self.seen += 1
            if self.seen == self.n:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments)

        return call


def _reports_in_order(folder, accepted):
    """The state a reader may find at any moment: one of some publications, whole."""
    found = read_folder(folder / NAME)
    assert found in accepted
    for name in set(INDEX) & set(_names(folder)):
        assert (folder / name).read_bytes().endswith(b"\n")
    if (folder / "ledger.csv").exists():
        assert read_ledger(folder)
    if (folder / "feed.xml").exists():
        ElementTree.parse(folder / "feed.xml")


@pytest.mark.slow
def test_fault_32_every_write_and_rename_fails_once(material, tmp_path, ready, monkeypatch):
    first = publish(material, tmp_path / "count", NAME, "For tests.").files
    with monkeypatch.context() as patch:
        counting = Failing(patch, -1)
        second = publish(material, tmp_path / "count", NAME, "Two.", may_replace=True).files
    assert counting.seen > 30
    for n in range(1, counting.seen + 1):
        reports = tmp_path / str(n)
        publish(material, reports, NAME, "For tests.")
        with monkeypatch.context() as patch:
            Failing(patch, n)
            with pytest.raises(OSError, match="No space left"):
                publish(material, reports, NAME, "Two.", may_replace=True)
        _reports_in_order(reports, [first, second])
        publish(material, reports, NAME, "Two.", may_replace=True)
        _reports_in_order(reports, [second])
        assert _names(reports) == sorted([NAME, "history", *INDEX]), n
        (old,) = (reports / "history").iterdir()
        assert read_folder(old) == first
        assert [row["reason"] for row in read_ledger(reports)] == ["For tests.", "Two."]


def _killed_at_random(material, reports, times, longest):
    """SIGKILL a process that publishes again and again, at random moments."""
    made = {
        reason: publish(material, reports / "made", NAME, reason, may_replace=True).files
        for reason in ("One.", "Two.")
    }
    reports = reports / "killed"
    publish(material, reports, NAME, "One.")
    rng = random.Random(1)
    for _ in range(times):
        child = os.fork()
        if child == 0:
            try:
                for k in range(1000):
                    reason = "Two." if k % 2 == 0 else "One."
                    publish(material, reports, NAME, reason, may_replace=True)
            finally:
                os._exit(1)
        time.sleep(rng.uniform(0.0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _reports_in_order(reports, list(made.values()))
    publish(material, reports, NAME, "One.", may_replace=True)
    assert [path.name for path in reports.glob(".*.new-*")] == []
    olds = [*(reports / "history").iterdir()]
    assert olds  # some were killed after a replacement
    assert all(read_folder(old) in made.values() for old in olds)


@pytest.mark.slow
def test_fault_33_killed_at_40_random_times(material, tmp_path, ready):
    _killed_at_random(material, tmp_path, 40, 0.4)


@pytest.mark.slow
@pytest.mark.long
def test_fault_33_killed_at_200_random_times(material, tmp_path, ready):
    _killed_at_random(material, tmp_path, 200, 0.6)
