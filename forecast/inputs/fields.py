"""Typed access to the fields of a TOML table: each getter returns what it promises or raises."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forecast.inputs.toml_files import Place


@dataclass(frozen=True)
class Fields:
    """A table and where it stands.

    Parameters
    ----------
    mapping : mapping of str to object
        The table.
    place : Place
        Where errors point.
    """

    mapping: Mapping[str, Any]
    place: Place

    def required(self, name: str, example: str) -> Any:
        """A field that must be there; `example` shows how it would be written."""
        if name not in self.mapping:
            raise self.place.error("missing field", name, accepted=f"for example {example}")
        return self.mapping[name]

    def text(self, name: str, example: str) -> str:
        """Text that is not blank."""
        value = self.required(name, example)
        if not isinstance(value, str) or not value.strip():
            raise self.place.error(
                "must be text that is not empty", name, found=value, accepted=f"such as {example}"
            )
        return value

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One word out of a closed list."""
        from forecast.quantities import did_you_mean

        value = self.text(name, f'{name} = "{choices[0]}"')
        if value not in choices:
            raise self.place.error(
                "not in the closed list",
                name,
                found=value,
                accepted=f'one of {", ".join(choices)}; for example {name} = "{choices[0]}"',
                fix=did_you_mean(value, choices),
            )
        return value

    def texts(self, name: str, example: str) -> tuple[str, ...]:
        """A list of texts, at least one."""
        value = self.required(name, example)
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise self.place.error(
                "must be a list of texts", name, found=value, accepted=f"such as {example}"
            )
        return tuple(value)

    def date(self, name: str) -> datetime.date:
        """A day, written without quotes."""
        example = f"{name} = 2026-11-22"
        value = self.required(name, example)
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            raise self.place.error(
                "must be a date", name, found=value, accepted=f"{example}, without quotes"
            )
        return value

    def number(self, name: str) -> float:
        """A finite number."""
        return self._finite(name, self.required(name, f"{name} = 1.3"))

    def numbers(self, name: str) -> tuple[float, ...]:
        """A list of finite numbers, at least one."""
        value = self.required(name, f"{name} = [1.0, 2.0]")
        if not isinstance(value, list) or not value:
            raise self.place.error(
                "must be a list of numbers", name, found=value, accepted=f"{name} = [1.0, 2.0]"
            )
        return tuple(self._finite(name, item) for item in value)

    def positive(self, name: str) -> float:
        """A finite number above zero."""
        value = self.number(name)
        if value <= 0:
            raise self.place.error(
                "must be above zero", name, found=value, accepted=f"such as {name} = 0.5"
            )
        return value

    def tables(self, name: str, example: str) -> tuple[Fields, ...]:
        """A list of tables, at least one."""
        value = self.required(name, example)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            raise self.place.error(
                "must be a list of tables, at least one", name, found=value, accepted=example
            )
        return tuple(
            Fields(item, self.place.inside(f"{name}[{i}]")) for i, item in enumerate(value)
        )

    def table(self, name: str, example: str) -> Fields:
        """A table inside this one."""
        value = self.required(name, example)
        if not isinstance(value, dict):
            raise self.place.error("must be a table", name, found=value, accepted=example)
        return Fields(value, self.place.inside(name))

    def _finite(self, name: str, value: Any) -> float:
        """A float, from an integer or float that is neither too large, nor nan, nor infinite."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        try:
            number = float(value) if is_number else math.nan
        except OverflowError:
            number = math.nan
        if not math.isfinite(number):
            raise self.place.error(
                "must be a finite number", name, found=value, accepted=f"such as {name} = 1.3"
            )
        return number
