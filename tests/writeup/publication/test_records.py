import json
import tomllib

from forecast.files import sha256_of
from forecast.writeup.publication.records import (
    config_toml,
    data_package,
    is_whole,
    manifest,
    resource,
    toml_value,
)  # fmt: skip


def test_the_configuration_is_toml_and_says_what_was_asked(material):
    found = tomllib.loads(config_toml(material, "2026-11-22-x", 'so "and" so \\ \U0001f600'))
    assert found["reason"] == 'so "and" so \\ \U0001f600'
    assert (found["seed"], found["sets"]) == (20261122, ["wage_usd_per_hour=30"])
    assert found["hashes"] == material.hashes
    assert found["versions"]["python"]
    assert list(found["posterior"]) == ["hardware", "stock", "serving", "algorithmic", "arrival"]


def test_control_characters_stay_inside_their_text():
    for value in ("a\nb", "\x7f", "\t", '"]\nx = 1\n#'):
        assert tomllib.loads(f"v = {toml_value(value)}") == {"v": value}


def test_a_data_package_lists_files_and_licences(material):
    found = data_package(material, "2026-11-22-x", {"a/b.csv": b"x\n1\n"})
    (file,) = found["resources"]
    assert (file["name"], file["bytes"], file["mediatype"]) == ("a-b-csv", 4, "text/csv")
    assert file["hash"] == f"sha256:{sha256_of(b'x' + bytes([10]) + b'1' + bytes([10]))}"
    assert all(source["licence"] and len(source["sha256"]) == 64 for source in found["sources"])
    assert found["licenses"][0]["name"] == "CC-BY-4.0"


def test_a_folder_is_whole_when_it_is_what_its_manifest_lists():
    files = {"a.csv": b"1", "b.md": b"2"}
    listed = {**files, "MANIFEST.json": json.dumps(manifest("x", "run", files)).encode()}
    assert is_whole(listed)
    assert not is_whole({**listed, "a.csv": b"other"})
    assert not is_whole({**listed, "c.csv": b"more"})
    assert not is_whole({name: listed[name] for name in ("a.csv", "MANIFEST.json")})
    assert not is_whole(files)
    assert not is_whole({"MANIFEST.json": b"{"})


def test_names_of_resources_are_plain():
    assert resource("figures/a_b.svg", b"x")["name"] == "figures-a-b-svg"
