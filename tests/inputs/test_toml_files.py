"""Hostile and damaged files, one fault each; and the line of an error."""

import os
import time

import pytest

from forecast.errors import InputError
from forecast.inputs.toml_files import Place, read_toml, refuse_unknown_keys, shortened


def written(tmp_path, content):
    path = tmp_path / "x.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbfa = 1\n", b"a = 1\r\nb = 2\r\n", b"a = 1\n\n\n\n", b'a = "x" # caf\xc3\xa9\n'],
    ids=["byte order mark", "windows line ends", "blank lines", "utf-8"],
)
def test_harmless_differences_are_accepted(tmp_path, content):
    assert "a" in read_toml(written(tmp_path, content))[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a = 1\na = 2\n", "x.toml:2: a key or table is given twice"),
        ("[a]\n[a]\n", "x.toml:2: a key or table is given twice"),
        ("a = \n", "x.toml:1: not valid TOML"),
        ("a = 2026-02-31\n", "not valid TOML"),
        ("a = " + "9" * 900 + "\n" + "b = " + "[" * 900, "nested too deeply|not valid TOML"),
        ("a = " + "[\n" * 100_000, "nested too deeply"),
        ("a." * 20_000 + "b = 1", "x.toml:1: a line is too long; found '40005 characters'"),
        ("# " + "x" * 300_000, "the file is too large"),
        ("a = 1".encode("utf-16"), "the file is not UTF-8"),
        ('ok = 1\na = "caf\xe9"'.encode("latin-1"), "x.toml:2: the file is not UTF-8"),
        (b"a = 1\x00\n", "not valid TOML"),
    ],
)
def test_each_fault_is_refused_fast(tmp_path, content, message):
    path = written(tmp_path, content)
    begun = time.process_time()
    with pytest.raises(InputError, match=message):
        read_toml(path)
    assert time.process_time() - begun < 0.5


def test_an_integer_of_5000_digits_is_refused_in_lines_that_are_short_enough(tmp_path):
    with pytest.raises(InputError, match="a line is too long"):
        read_toml(written(tmp_path, "a = " + "9" * 5000))


def test_only_ordinary_files_are_read(tmp_path):
    target = written(tmp_path, "a = 1")
    link, pipe, folder = (tmp_path / name for name in ("link", "pipe", "folder"))
    link.symlink_to(target)
    os.mkfifo(pipe)
    folder.mkdir()
    for path, kind in ((link, "symbolic link"), (pipe, "pipe"), (folder, "folder")):
        with pytest.raises(InputError, match=f"not an ordinary file; found '{kind}'"):
            read_toml(path)


def test_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match=r"cannot read the file: no such file or directory$"):
        read_toml(tmp_path / "absent.toml")


def test_a_file_that_may_not_be_read_is_an_input_error(tmp_path, monkeypatch):
    path = written(tmp_path, "a = 1")

    def refuse(self):
        raise PermissionError("no")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(InputError, match="cannot read the file: no"):
        read_toml(path)


def test_lines_of_fields(tmp_path):
    text = 'name = "a"\n\n[[entry]]\np50 = 1\n[[entry]]\n# p50\np50 = 2\n[set]\n"p50" = 3\n'
    place = read_toml(written(tmp_path, text))[1]
    assert place.line("name") == 1
    assert place.line("p50") is None
    assert place.at("entry", 0).line("p50") == 4
    assert place.at("entry", 1).line("p50") == 7
    assert place.at("entry", 1).line("absent") == 5
    assert place.at("set").line("p50") == 9
    assert place.at("set").inside("p50").line("value") == 9


def test_a_place_from_what_is_at_hand():
    place = Place("x")
    assert Place.of(place) is place
    assert Place.of("x") == place


def test_unknown_keys_get_the_nearest():
    with pytest.raises(InputError, match=r"x: unit_: unknown key.*did you mean 'unit'"):
        refuse_unknown_keys({"unit": 1, "unit_": 2}, ("unit", "name"), Place("x"))


def test_long_values_are_cut_in_messages():
    assert shortened("short") == "short"
    assert len(shortened("x" * 1000)) == 120
    assert shortened(10**5000) == "int too large to print"
