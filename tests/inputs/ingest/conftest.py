"""A copy of the project's evidence to write into, and a local server that misbehaves."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

CSV = b"a,b\n1,2\n"


@pytest.fixture
def priors(tmp_path, priors_dir):
    """The project's cards and evidence, without the posterior."""
    folder = tmp_path / "priors"
    shutil.copytree(priors_dir, folder, ignore=shutil.ignore_patterns("posterior", ".*"))
    return folder


class _Handler(BaseHTTPRequestHandler):
    """One path a fault; `server.asked` counts what was asked."""

    def do_GET(self):
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        getattr(self, "do_" + path.strip("/").partition(".")[0].replace("-", "_"))()

    def log_message(self, *words):
        del words

    def answer(self, body=CSV, kind="text/csv", code=200, length=None, **headers):
        self.send_response(code)
        if kind is not None:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_good(self):
        self.answer()

    def do_page(self):
        self.answer(b"<!DOCTYPE html><p>no", "text/html; charset=utf-8")

    def do_page_called_csv(self):
        self.answer(b"<!DOCTYPE html><p>no", "text/csv")

    def do_packed(self):
        self.answer(b"\x1f\x8b", Content_Encoding="gzip")

    def do_missing(self):
        self.answer(b"", code=404)

    def do_broken(self):
        self.answer(b"", code=500)

    def do_broken_once(self):
        self.answer(code=500 if self.server.asked.count(self.path) == 1 else 200)

    def do_truncated(self):
        self.answer(CSV, length=100)

    def do_truncated_once(self):
        short = self.server.asked.count(self.path) == 1
        self.answer(CSV, length=100 if short else None)

    def do_hasty(self):
        self.connection.shutdown(socket.SHUT_RDWR)

    def do_away(self):
        self.answer(b"", code=302, Location="http://example.org/data.csv")

    def do_to_a_file(self):
        self.answer(b"", code=302, Location="file:///etc/passwd")

    def do_round(self):
        self.answer(b"", code=302, Location=f"/round?{len(self.server.asked)}")

    def do_aside(self):
        self.answer(b"", code=301, Location="/good.csv")

    def do_silent(self):
        self.server.over.wait(20)

    def do_dripping(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        while not self.server.over.is_set():
            self.wfile.write(b"1")
            time.sleep(0.05)

    def do_dripping_head(self):
        while not self.server.over.is_set():
            self.wfile.write(b"H")
            time.sleep(0.05)

    def do_huge_stated(self):
        self.answer(CSV, length=2_000_000_000)

    def do_huge(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        block = b"x" * 1_000_000
        for _ in range(2_000):
            self.wfile.write(block)
            self.server.sent += len(block)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is what these tests are about."""


@pytest.fixture
def server():
    """A server on this machine; `server.at(path)` is an address."""
    running = _Server(("127.0.0.1", 0), _Handler)
    running.asked, running.sent, running.over = [], 0, threading.Event()
    running.at = lambda path: f"http://127.0.0.1:{running.server_port}/{path}"
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    yield running
    running.over.set()
    running.shutdown()
    running.server_close()


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch):
    """Every address but loopback is blocked."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached out to {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
