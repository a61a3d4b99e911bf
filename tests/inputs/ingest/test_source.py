import io
import os
import zipfile

import pytest

from forecast.errors import InputError
from forecast.inputs.ingest.download import CSV_TYPES
from forecast.inputs.ingest.source import Source

CSV = b"a,b\n1,2\n"


def archive(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_csv", ".csv"), content)
    return stream.getvalue()


def read(path, member="*.csv"):
    return Source(str(path)).read(CSV_TYPES, member)


def test_a_file_an_address_and_an_archive_say_the_same(tmp_path, server):
    plain, packed = tmp_path / "x.csv", tmp_path / "x.zip"
    plain.write_bytes(CSV)
    packed.write_bytes(archive(folder__x_csv=CSV, README="no"))
    assert read(plain) == read(packed) == read(server.at("good.csv")) == CSV


def test_the_name_is_the_last_part():
    assert Source("https://epoch.ai/data/ml_hardware.csv?x=1").name == "ml_hardware.csv"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive(a_csv=CSV, b_csv=CSV), "2 files inside are named *.csv"),
        (archive(README="no"), "0 files inside"),
        (archive(a_csv=CSV)[:60], "not a readable archive"),
        (b"\n<!DOCTYPE html>", "a web page"),
    ],
)
def test_content_that_is_not_the_file(tmp_path, content, words):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(InputError, match=None) as caught:
        read(path)
    assert words in str(caught.value)


def test_a_page_called_csv_is_refused(server):
    with pytest.raises(InputError, match="a web page"):
        read(server.at("page_called_csv"))


def test_no_pipe_no_folder_no_giant(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    giant = tmp_path / "giant.csv"
    with giant.open("wb") as stream:
        stream.truncate(2_000_000_000)
    for path in (tmp_path / "pipe", tmp_path, giant, tmp_path / "missing"):
        with pytest.raises(InputError):
            read(path)
