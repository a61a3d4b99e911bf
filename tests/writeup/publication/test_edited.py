from forecast.writeup.publication.edited import edited_entries, last_inputs, read_zip
from forecast.writeup.publication.records import inputs_zip

CARD = "hardware/lifetime_years.toml"
OLD = b'name = "lifetime_years"\n\n[[entry]]\nas_of = 2026-11-22\np50 = 4.0\nwhy = "so"\n'
NEW = b"\n[[entry]]\nas_of = 2026-11-24\np50 = 5.0\n"


def _told(before, now):
    return [each.name for each in edited_entries({CARD: before}, {CARD: now})]


def test_fault_24_a_published_entry_edited_in_place():
    (told,) = _told(OLD, OLD.replace(b"4.0", b"5.0"))
    assert told == f"{CARD}, entry of 2026-11-22: p50 was 4.0, is 5.0"
    (words,) = _told(OLD, OLD.replace(b'"so"', b'"because of the new data sheet of this autumn"'))
    assert "why was 'so', is 'because of" in words
    assert words.endswith("...")


def test_an_entry_that_is_gone():
    assert "put it back" in _told(OLD, b'name = "lifetime_years"\n')[0]


def test_a_field_more_or_less_is_an_edit():
    assert len(_told(OLD, OLD + b'by = "me"\n')) == 1
    assert len(_told(OLD + b'by = "me"\n', OLD)) == 1


def test_a_new_dated_entry_is_how_it_is_done():
    assert _told(OLD, OLD + NEW) == []
    assert _told(OLD, OLD.replace(b"[[entry]]", NEW.strip() + b"\n[[entry]]", 1)) == []


def test_other_files_may_change():
    before = {"evidence/x/card.toml": OLD, "scenarios/a.toml": OLD, "sources.bib": b"a"}
    assert [*edited_entries(before, dict.fromkeys(before, b"other = 1"))] == []
    assert [*edited_entries({CARD: OLD}, {})] == []


def test_the_newest_publication_with_inputs_counts(tmp_path):
    assert last_inputs(tmp_path) == {}
    for name, content in (("2026-11-20-a", b"1"), ("2026-11-21-b", b"2"), ("2026-11-22-c", None)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text("{}")
        if content:
            (tmp_path / name / "inputs.zip").write_bytes(inputs_zip({CARD: content}))
    assert last_inputs(tmp_path) == {CARD: b"2"}


def test_an_archive_of_the_same_files_is_the_same_bytes():
    made = inputs_zip({"b": b"2", "a": b"1"})
    assert made == inputs_zip({"a": b"1", "b": b"2"})
    assert read_zip(made) == {"a": b"1", "b": b"2"}
