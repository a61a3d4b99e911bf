"""Fetching a file over the network, from servers that may be slow, wrong or hostile."""

from __future__ import annotations

import http.client
import ipaddress
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Collection
from queue import Empty, SimpleQueue
from typing import Any

from forecast.errors import ForecastError, InputError

MAX_BYTES = 64 * 1024 * 1024
SECONDS = 60.0  # for everything together: attempts, redirects, the body
STALL_SECONDS = 15.0  # without a byte
PAUSES = (0.5, 1.0)  # seconds before the second and the third attempt
MAX_REDIRECTS = 5
CHUNK_BYTES = 1 << 16
AGENT = "billion-copies (forecast ingest)"
TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
ANY_BINARY = ("application/octet-stream", "binary/octet-stream", "")
CSV_TYPES = ("text/csv", "text/plain", "application/csv", "application/vnd.ms-excel", *ANY_BINARY)
JSON_TYPES = ("application/json", "text/json", "text/plain", *ANY_BINARY)
ZIP_TYPES = ("application/zip", "application/x-zip-compressed", *ANY_BINARY)


class _Passing(Exception):
    """A failure that another attempt may not meet."""


def download(
    address: str,
    types: Collection[str],
    *,
    seconds: float = SECONDS,
    max_bytes: int = MAX_BYTES,
) -> bytes:
    """The body at an address.

    Parameters
    ----------
    address : str
        https, or http on this machine.
    types : collection of str
        Content types that may be answered; "" is none stated.
    seconds : float
        For all attempts together.
    max_bytes : int
        Reading stops there.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        For another scheme, a redirect to one, a wrong content type, a body that is too large, an
        answer such as 404: trying again would not help.
    ForecastError
        When the server stays too slow, breaks off or fails, after three attempts.

    Notes
    -----
    No byte is kept unless all have come: a body shorter than announced is a failure.
    """
    refuse_address(address)
    deadline = time.monotonic() + seconds
    reason = "no attempt was made"
    for pause in (0.0, *PAUSES):
        if pause >= deadline - time.monotonic():
            break
        time.sleep(pause)
        try:
            left = deadline - time.monotonic()
            return _within(left, lambda: _fetch(address, types, deadline, max_bytes))
        except _Passing as failure:
            reason = str(failure)
    raise ForecastError(f"{address}: cannot be read: {reason}; nothing was changed")


def refuse_address(address: str, *, loopback: bool = True) -> None:
    """Raise InputError unless an address is https, or http on this machine where that is fine.

    Parameters
    ----------
    address : str
        The address.
    loopback : bool
        Whether http to this machine may stand.
    """
    parts = urllib.parse.urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and loopback and is_loopback(parts.hostname):
        return
    raise InputError(
        "not an address that is read", found=address[:200], accepted="https://..., or a local file"
    )


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("example.org")
    (True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows few redirects, and only to addresses as good as the first."""

    max_redirections = MAX_REDIRECTS
    max_repeats = 2

    def __init__(self, loopback: bool) -> None:
        self.loopback = loopback

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """Refuse a redirect that leaves https."""
        refuse_address(newurl, loopback=self.loopback)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetch(address: str, types: Collection[str], deadline: float, max_bytes: int) -> bytes:
    loopback = is_loopback(urllib.parse.urlsplit(address).hostname)
    handlers: list[Any] = [_Redirects(loopback)]
    handlers += [urllib.request.ProxyHandler({})] if loopback else []
    request = urllib.request.Request(
        address, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"}
    )
    stall = max(0.1, min(STALL_SECONDS, deadline - time.monotonic()))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=stall) as response:
            expected = _checked_head(address, response, types, max_bytes)
            return _body(address, response, expected, deadline, max_bytes)
    except urllib.error.HTTPError as error:
        raise _answered(address, error) from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise _Passing(str(reason) or type(reason).__name__) from None


def _answered(address: str, error: urllib.error.HTTPError) -> Exception:
    """What an answer other than 200 means for us."""
    if error.code in TRY_AGAIN:
        return _Passing(f"the server answers {error.code}")
    if 300 <= error.code < 400:
        return InputError(
            "a redirect that is not followed",
            found=address[:200],
            accepted=f"at most {MAX_REDIRECTS}, to https addresses",
        )
    return InputError(
        f"the server answers {error.code}", found=address[:200], accepted="an address that exists"
    )


def _checked_head(
    address: str, response: Any, types: Collection[str], max_bytes: int
) -> int | None:
    """Announced length, None where none is; refuses wrong types and lengths before the body."""
    kind = (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if kind not in types or coding != "identity":
        raise InputError(
            "the server sends another kind of content",
            file=address,
            found=kind if coding == "identity" else f"{kind}, {coding}",
            accepted=", ".join(each for each in types if each),
            fix="the address may be that of a page about the file, not of the file",
        )
    length = response.headers.get("Content-Length") or ""
    expected = int(length) if length.isascii() and length.isdigit() else None
    if expected is not None and expected > max_bytes:
        raise _too_large(address, f"{expected} bytes", max_bytes)
    return expected


def _body(
    address: str, response: Any, expected: int | None, deadline: float, max_bytes: int
) -> bytes:
    chunks, size = [], 0
    while chunk := response.read1(CHUNK_BYTES):
        chunks.append(chunk)
        size += len(chunk)
        if size > max_bytes:
            raise _too_large(address, f"more than {max_bytes} bytes", max_bytes)
        if time.monotonic() > deadline:
            raise _Passing(f"still sending after the time allowed, {size} bytes so far")
    if expected is not None and size != expected:
        raise _Passing(f"{size} of {expected} bytes came")
    return b"".join(chunks)


def _too_large(address: str, found: str, max_bytes: int) -> InputError:
    return InputError(
        "the file is too large", file=address, found=found, accepted=f"at most {max_bytes} bytes"
    )


def _within(seconds: float, call: Callable[[], bytes]) -> bytes:
    """The result of a call that must not take longer, whatever it waits for (names, headers)."""
    box: SimpleQueue[tuple[bytes | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            box.put((call(), None))
        except BaseException as error:  # handed to the caller, who raises it
            box.put((None, error))

    threading.Thread(target=work, daemon=True).start()
    try:
        result, error = box.get(timeout=max(0.0, seconds))
    except Empty:
        raise _Passing(f"no answer within {seconds:.0f} s") from None
    if error is not None:
        raise error
    assert result is not None
    return result
