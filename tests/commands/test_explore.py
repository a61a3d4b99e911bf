"""The app is served for real on this machine, and a missing extra is named."""

import socket
import subprocess
import time
import urllib.request

import pytest

from forecast import cli
from forecast.commands import explore
from forecast.errors import UsageError


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setattr(explore, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"billion-copies\[notebooks\]"):
        explore.serve_command(None, headless=True)


@pytest.mark.parametrize("port", ["0", "70000", "-1", "http"])
def test_a_port_that_is_none(port):
    with pytest.raises(UsageError, match="1 to 65535"):
        explore.serve_command(port, headless=True)


def test_a_page_is_no_json(capsys):
    assert cli.main(["explore", "--json"]) == 2
    assert capsys.readouterr() == ("", "forecast: explore serves a page: --json does not apply\n")


@pytest.mark.slow
def test_the_page_is_served():
    port = free_port()
    server = subprocess.Popen(
        explore.serve_command(str(port), headless=True),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        page = ""
        for _ in range(120):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=5) as answer:
                    page = answer.read().decode()
                break
            except OSError:
                assert server.poll() is None
                time.sleep(0.5)
        assert "marimo" in page
    finally:
        server.terminate()
        server.wait(20)
