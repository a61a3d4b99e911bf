"""Errors named by what went wrong; each carries the exit code the command line ends with."""

from __future__ import annotations

from pathlib import Path


class ForecastError(Exception):
    """Anything this package raises on purpose; `exit_code` is what a command ends with."""

    exit_code = 1


class UsageError(ForecastError):
    """A command was called wrongly, or an optional extra is missing."""

    exit_code = 2


class InputError(ForecastError):
    """A belief, an observation or a setting that cannot be used.

    Parameters
    ----------
    message : str
        What is wrong, as one sentence.
    file : Path or str, optional
        The file it stands in.
    line : int, optional
        Line in that file, counted from 1.
    field : str, optional
        The field, column or key.
    found : object, optional
        The value given.
    accepted : str, optional
        What would be accepted.
    fix : str, optional
        What to do about it.
    """

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        field: str | None = None,
        found: object = None,
        accepted: str | None = None,
        fix: str | None = None,
    ) -> None:
        self.message, self.file, self.line, self.field = message, file, line, field
        self.found, self.accepted, self.fix = found, accepted, fix
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        parts = [
            f"{place}: " if place else "",
            f"{self.field}: " if self.field else "",
            self.message,
            f"; found {self.found!r}" if self.found is not None else "",
            f"; accepted: {self.accepted}" if self.accepted else "",
            f"; fix: {self.fix}" if self.fix else "",
        ]
        return "".join(parts)


class GateRefused(ForecastError):
    """The posterior or a published number failed a diagnostic; nothing was published."""

    exit_code = 4


class OutputError(ForecastError):
    """Our own output failed its checks."""

    exit_code = 5


class LockHeld(ForecastError):
    """Another run holds the lock."""

    exit_code = 6


def cause_of(error: Exception) -> str:
    """Return why something failed, in the system's words without its number and path.

    Examples
    --------
    >>> cause_of(FileNotFoundError(2, "No such file or directory", "a.csv"))
    'no such file or directory'
    """
    words = (isinstance(error, OSError) and error.strerror) or str(error)
    return words[:1].lower() + words[1:]
