import time

import pytest

from forecast.errors import ForecastError, InputError
from forecast.inputs.ingest import download as module
from forecast.inputs.ingest.download import CSV_TYPES, download

CSV = b"a,b\n1,2\n"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(module, "PAUSES", (0.01, 0.02))


def get(server, path, seconds=5.0, **options):
    return download(server.at(path), CSV_TYPES, seconds=seconds, **options)


@pytest.mark.parametrize("path", ["good.csv", "aside", "broken_once", "truncated_once"])
def test_what_comes_whole_is_taken(server, path):
    assert get(server, path) == CSV


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("page", "another kind of content; found 'text/html'"),
        ("packed", "found 'text/csv, gzip'"),
        ("missing", "answers 404"),
        ("away", "not an address that is read; found 'http://example.org"),
        ("to_a_file", "a redirect that is not followed"),
        ("round", "a redirect that is not followed"),
        ("huge_stated", "too large; found '2000000000 bytes'"),
    ],
)
def test_faults_that_stay_are_input_errors_at_once(server, path, words):
    with pytest.raises(InputError) as caught:
        get(server, path)
    assert words in str(caught.value)
    assert len(server.asked) <= module.MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("broken", "the server answers 500"),
        ("truncated", "8 of 100 bytes came"),
        ("hasty", "cannot be read"),
    ],
)
def test_faults_that_may_pass_are_tried_three_times(server, path, words):
    with pytest.raises(ForecastError) as caught:
        get(server, path)
    assert words in str(caught.value)
    assert not isinstance(caught.value, InputError)
    assert len(server.asked) == 3


@pytest.mark.parametrize("path", ["silent", "dripping", "dripping_head"])
def test_a_slow_server_is_left_in_time(server, path):
    start = time.monotonic()
    with pytest.raises(ForecastError):
        get(server, path, seconds=0.6)
    assert time.monotonic() - start < 2.0


def test_two_gigabytes_are_cut_at_the_limit(server):
    with pytest.raises(InputError) as caught:
        get(server, "huge", max_bytes=3_000_000)
    assert "more than 3000000 bytes" in str(caught.value)
    assert server.sent < 50_000_000


@pytest.mark.parametrize(
    "address",
    ["http://example.org/x.csv", "ftp://example.org/x", "file:///etc/passwd", "https://", "x://y"],
)
def test_other_addresses_are_refused_unread(address):
    with pytest.raises(InputError) as caught:
        download(address, CSV_TYPES)
    assert "accepted: https://" in str(caught.value)
