import pytest

from forecast.errors import InputError
from forecast.track_record.ledger import COLUMNS, FILE, append_rows, is_in, read_ledger

ROW = {
    "date": "2026-11-22", "id": "2026-11-22-a", "run_id": "ab", "summary_sha256": "0" * 64,
    "median_8e9": 2069.5, "p_never_8e9": 0.33, "median_1e6": None, "reason": "so, and so",
}  # fmt: skip


def test_a_missing_ledger_is_empty(tmp_path):
    assert read_ledger(tmp_path) == []


def test_rows_come_back_and_are_only_added_to(tmp_path):
    append_rows(tmp_path, [ROW])
    before = (tmp_path / FILE).read_bytes()
    append_rows(tmp_path, [{**ROW, "id": "2026-11-23-b"}])
    assert (tmp_path / FILE).read_bytes().startswith(before)
    first, second = read_ledger(tmp_path)
    assert (first["median_8e9"], first["median_1e6"], first["reason"]) == (
        2069.5,
        None,
        ROW["reason"],
    )
    assert (second["id"], first["cards"]) == ("2026-11-23-b", "")


@pytest.mark.parametrize("end", ["", "\r\n"])
def test_a_row_begins_on_a_line_of_its_own_whatever_an_editor_left(end, tmp_path):
    append_rows(tmp_path, [ROW])
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().rstrip(b"\n") + end.encode())
    append_rows(tmp_path, [{**ROW, "id": "2026-11-23-b"}])
    assert [row["id"] for row in read_ledger(tmp_path)] == [ROW["id"], "2026-11-23-b"]


def test_nothing_to_add_writes_nothing(tmp_path):
    append_rows(tmp_path, [])
    assert [*tmp_path.iterdir()] == []


def test_a_row_is_known_by_name_and_content(tmp_path):
    append_rows(tmp_path, [ROW])
    ledger = read_ledger(tmp_path)
    assert is_in(ledger, ROW)
    assert not is_in(ledger, {**ROW, "summary_sha256": "1" * 64})


@pytest.mark.parametrize(
    ("text", "words"),
    [("a,b\n", "is not a ledger"),
     (",".join(COLUMNS) + "\n1,2\n", "another number of cells; found 2"),
     (",".join(COLUMNS) + "\n" + ",".join(["x"] * len(COLUMNS)) + "\n", "is not a number")],
)  # fmt: skip
def test_what_is_no_ledger_is_refused(text, words, tmp_path):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(InputError, match=words):
        read_ledger(tmp_path)


def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    append_rows(tmp_path, [ROW])
    before = (tmp_path / FILE).read_bytes()

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        append_rows(tmp_path, [ROW])
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(FILE, before)]
