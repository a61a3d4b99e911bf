"""One accelerator under its many names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from forecast.errors import InputError
from forecast.inputs.csv_text import check_header, read_records
from forecast.inputs.table import Row, Table
from forecast.quantities import nearest

FILE_NAME = "aliases.csv"
COLUMNS = ("alias", "accelerator")
NAMES = "accelerators"  # the dataset whose names count


class Aliases:
    """Finds the row of an accelerator by its name or another spelling, whatever the case.

    Parameters
    ----------
    accelerators : Table
        The accelerators table, as of some date.
    aliases : mapping of str to str
        Other spelling to name.
    """

    def __init__(self, accelerators: Table, aliases: Mapping[str, str]) -> None:
        self._rows = {_folded(row["accelerator"]): row for row in accelerators.rows}
        self._aliases = {_folded(alias): _folded(name) for alias, name in aliases.items()}
        self._spellings = {
            _folded(name): name
            for name in (*aliases, *(row["accelerator"] for row in accelerators.rows))
        }

    def resolve(self, name: str) -> Row | None:
        """The accelerator of a name.

        Parameters
        ----------
        name : str
            Its name in the accelerators table, or an alias.

        Returns
        -------
        dict or None
            Its row; None if the name is unknown, or the chip is not in this table.
        """
        folded = _folded(name)
        row = self._rows.get(folded)
        return row if row is not None else self._rows.get(self._aliases.get(folded, ""))

    def nearest(self, name: str) -> str | None:
        """The known spelling most like an unknown one, for a message.

        Parameters
        ----------
        name : str
            What was written.

        Returns
        -------
        str or None
            None when nothing is near.
        """
        folded = nearest(_folded(name), self._spellings)
        return self._spellings[folded] if folded else None


def load_aliases(priors_dir: Path | str, accelerators: Table) -> Aliases:
    """The aliases of a folder of priors, joined to a table of accelerators.

    Parameters
    ----------
    priors_dir : Path or str
        Holds `evidence/aliases.csv`.
    accelerators : Table
        The accelerators table, as of some date.

    Returns
    -------
    Aliases

    Raises
    ------
    InputError
        If the file is not a table of alias and accelerator, each alias once.
    """
    path = Path(priors_dir) / "evidence" / FILE_NAME
    return Aliases(accelerators, {alias: name for _, alias, name in read_aliases(path)})


def read_aliases(path: Path) -> list[tuple[int, str, str]]:
    """Line, alias and accelerator of each row of the alias table.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of (int, str, str)

    Raises
    ------
    InputError
        If the columns are others, a cell is empty or an alias stands twice.
    """
    header, records = read_records(path)
    check_header(header, COLUMNS, path, keep_extra=False)
    order = [header.cells.index(name) for name in COLUMNS]
    found: dict[str, tuple[int, str, str]] = {}
    for record in records:
        if len(record.cells) != len(COLUMNS) or not all(cell.strip() for cell in record.cells):
            raise _row_error("needs two cells that are not empty", path, record.line, record.cells)
        alias, name = (record.cells[position] for position in order)
        if _folded(alias) in found:
            raise _row_error("alias stands twice", path, record.line, alias)
        found[_folded(alias)] = (record.line, alias, name)
    return list(found.values())


def unknown_targets(path: Path, accelerators: Table) -> list[InputError]:
    """Aliases of accelerators that do not exist.

    Parameters
    ----------
    path : Path
        The alias table.
    accelerators : Table
        The whole accelerators table.

    Returns
    -------
    list of InputError
    """
    known = Aliases(accelerators, {})
    return [
        InputError(
            "no such accelerator",
            file=path,
            line=line,
            field="accelerator",
            found=name,
            accepted="a name of the accelerators table",
            fix=f"did you mean {near!r}?" if (near := known.nearest(name)) else None,
        )
        for line, _, name in read_aliases(path)
        if known.resolve(name) is None
    ]


def _row_error(message: str, path: Path, line: int, found: object) -> InputError:
    return InputError(
        message, file=path, line=line, field="alias", found=found, accepted="NVIDIA H100,<name>"
    )


def _folded(name: str) -> str:
    """A name without differences of case and spacing."""
    return " ".join(name.casefold().split())
