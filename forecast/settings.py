"""Settings of a run and where each came from: flag, environment, files, built in."""

from __future__ import annotations

import datetime
import errno
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.locations import default_priors, user_settings_file

PREFIX = "FORECAST_"
LARGEST_FILE_BYTES = 256_000
DEFAULT_DRAWS = 200_000
MOST_DRAWS = 1_000_000_000
LARGEST_SEED = 2**63 - 1
VINTAGES = ("published", "observable")
TRUE_WORDS, FALSE_WORDS = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


@dataclass(frozen=True)
class Setting:
    """A value and the place it came from, in words."""

    name: str
    value: Any
    origin: str


@dataclass(frozen=True)
class Kind:
    """How a setting is read from text or TOML, what is accepted, and what holds without it."""

    read: Callable[[Any], Any]
    accepted: str
    built_in: Callable[[], Any]


def read_whole_number(least: int, most: int) -> Callable[[Any], int]:
    """Return a reader of whole numbers between two bounds."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError
        number = int(value)
        if not least <= number <= most:
            raise ValueError
        return number

    return read


def read_date(value: Any) -> datetime.date:
    """Read an ISO date; a TOML date is taken as it is."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError
    return datetime.date.fromisoformat(value)


def read_text(value: Any) -> str:
    """Read text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def read_vintage(value: Any) -> str:
    """Read which date makes a row known: of its publication, or when it could be observed."""
    if value not in VINTAGES:
        raise ValueError
    return str(value)


def read_path(value: Any) -> Path:
    """Read a path; `~` is the home folder."""
    path = Path(read_text(value)).expanduser()
    try:
        os.stat(path)
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise ValueError from None
    return path


def read_switch(value: Any) -> bool:
    """Read yes or no."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in TRUE_WORDS + FALSE_WORDS:
        raise ValueError
    return word in TRUE_WORDS


def today() -> datetime.date:
    """Return the day in UTC, wherever the machine stands: nothing is known later."""
    return datetime.datetime.now(datetime.UTC).date()


KINDS: dict[str, Kind] = {
    "priors": Kind(read_path, "a folder", default_priors),
    "scenario": Kind(read_text, "the name of a scenario", lambda: None),
    "as_of": Kind(read_date, "a date such as 2026-11-22", today),
    "vintage": Kind(read_vintage, " or ".join(VINTAGES), lambda: VINTAGES[0]),
    "draws": Kind(
        read_whole_number(0, MOST_DRAWS), "a whole number such as 200000", lambda: DEFAULT_DRAWS
    ),
    "seed": Kind(read_whole_number(0, LARGEST_SEED), "a whole number from 0", lambda: None),
    "quiet": Kind(read_switch, "1 or 0", lambda: False),
    "debug": Kind(read_switch, "1 or 0", lambda: False),
    "cache_dir": Kind(read_path, "a folder", lambda: None),
}


def resolve(flags: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Setting]:
    """Return every setting with where it came from, the first of these that states it.

    Parameters
    ----------
    flags : mapping
        What the command line states; None where it says nothing.
    environment : mapping
        As `os.environ`.

    Returns
    -------
    dict of str to Setting

    Raises
    ------
    InputError
        When a value cannot be read or a file has an unknown key.

    Notes
    -----
    Order: flag, FORECAST_* environment, ./forecast.toml, [tool.forecast] in ./pyproject.toml,
    the user's configuration folder, built in.
    """
    places = [_from_environment(environment), *(_from_file(*place) for place in _files())]
    settings = {}
    for name, kind in KINDS.items():
        if flags.get(name) is not None:
            settings[name] = Setting(name, _flag_value(name, kind, flags[name]), "flag")
            continue
        found = next((place[name] for place in places if name in place), None)
        settings[name] = found or Setting(name, kind.built_in(), "built in")
    return settings


def _flag_value(name: str, kind: Kind, value: Any) -> Any:
    try:
        return kind.read(value) if isinstance(value, str) else value
    except (ValueError, OverflowError):
        flag = "--" + name.replace("_", "-")
        raise InputError(
            "cannot be read", field=flag, found=value, accepted=kind.accepted
        ) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Setting]:
    found = {}
    for name, kind in KINDS.items():
        variable = PREFIX + name.upper()
        value = environment.get(variable)
        if value is None or (value == "" and kind.read is not read_switch):
            continue
        found[name] = _read(name, kind, value, variable, variable, None)
    return found


def _files() -> list[tuple[Path, tuple[str, ...]]]:
    files = [(Path("forecast.toml"), ()), (Path("pyproject.toml"), ("tool", "forecast"))]
    user = user_settings_file()
    return files if user is None else [*files, (user, ())]


def _from_file(path: Path, table: tuple[str, ...]) -> dict[str, Setting]:
    content: Any = read_toml_file(path)
    for part in table:
        content = content.get(part, {}) if isinstance(content, dict) else {}
    where = f"{path} [{'.'.join(table)}]" if table else str(path)
    if not isinstance(content, dict):
        raise InputError("is not a table of settings", file=path, found=content)
    return {name: _file_value(path, where, name, value) for name, value in content.items()}


def _file_value(path: Path, where: str, name: str, value: Any) -> Setting:
    kind = KINDS.get(name)
    if kind is None:
        near = get_close_matches(name, KINDS, 1)
        raise InputError(
            "unknown setting",
            file=path,
            field=name,
            accepted=", ".join(KINDS),
            fix=f"did you mean {near[0]}?" if near else None,
        )
    return _read(name, kind, value, where, name, path)


def _read(name: str, kind: Kind, value: Any, origin: str, field: str, file: Path | None) -> Setting:
    try:
        return Setting(name, kind.read(value), origin)
    except (ValueError, OverflowError):
        raise InputError(
            "cannot be read", file=file, field=field, found=value, accepted=kind.accepted
        ) from None


def read_toml_file(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file of settings, empty where there is no file."""
    try:
        if not path.is_file():
            return {}
        if os.stat(path).st_size > LARGEST_FILE_BYTES:
            raise InputError("file of settings is larger than 256 kB", file=path)
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=path) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not TOML ({error})", file=path) from None


def unknown_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return FORECAST_* variables nobody reads, each with the nearest that is read."""
    known = [PREFIX + name.upper() for name in KINDS]
    strange = [name for name in sorted(environment) if name.startswith(PREFIX)]
    return {
        name: (get_close_matches(name, known, 1) or [""])[0]
        for name in strange
        if name not in known
    }
