"""`--out DIR`: summary.json, numbers.csv, summary.md and figures/, whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from pathlib import Path

from forecast.errors import UsageError
from forecast.files import write_atomically
from forecast.writeup.answers import Document
from forecast.writeup.document import check_document, to_json
from forecast.writeup.markdown import summary_markdown
from forecast.writeup.numbers import numbers_csv

SUMMARY = "summary.json"
SCHEMA_START = "forecast.run/"
NEW, OLD = ".new-", ".old-"  # how the temporary siblings of a folder are named


def write_folder(document: Document, folder: Path) -> None:
    """Write a forecast into a folder of its own.

    Parameters
    ----------
    document : dict
        `Forecast.document`.
    folder : Path
        A folder that is new, empty, or holds an earlier forecast, which is replaced.

    Raises
    ------
    UsageError
        When the folder holds something that is not a forecast.
    OutputError
        When the document fails its checks; nothing is written.
    OSError
        When the disk is full or read-only; what was there stays as it was.

    Notes
    -----
    Everything is written to a sibling, which is then renamed. A run killed between the two
    renames leaves the earlier forecast in a sibling; the next call puts it back.
    """
    folder = Path(os.path.abspath(folder))
    check_document(document)
    recover(folder)
    refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}{NEW}", dir=folder.parent))
    try:
        new.chmod(0o755)
        _write_files(document, new)
        _swap(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def refuse_foreign(folder: Path) -> None:
    """Raise UsageError unless the folder may be written or replaced."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise UsageError(f"--out {folder} is not a folder; name a new one")
    if any(folder.iterdir()) and not _is_forecast(folder):
        raise UsageError(f"--out {folder} holds other files; name a new or empty folder")


def refuse_unwritable(folder: Path) -> None:
    """Raise OSError where a new folder could not be made beside or instead of this one."""
    parent = Path(os.path.abspath(folder)).parent
    nearest = next(place for place in (parent, *parent.parents) if os.path.lexists(place))
    if not nearest.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is not a folder", str(nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "cannot be written to", str(nearest))


def recover(folder: Path) -> None:
    """Put back an earlier forecast whose replacement was interrupted; remove stale siblings."""
    for old in sorted(folder.parent.glob(f".{folder.name}{OLD}*")):
        if os.path.lexists(folder):
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.replace(old, folder)
    for new in folder.parent.glob(f".{folder.name}{NEW}*"):
        shutil.rmtree(new, ignore_errors=True)


def _is_forecast(folder: Path) -> bool:
    try:
        found = json.loads((folder / SUMMARY).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and str(found.get("schema")).startswith(SCHEMA_START)


def _write_files(document: Document, folder: Path) -> None:
    from forecast.writeup.figures import draw_figures  # matplotlib is slow to import

    titles = draw_figures(document, folder / "figures")
    pages = {
        SUMMARY: to_json(document) + "\n",
        "numbers.csv": numbers_csv(document),
        "summary.md": summary_markdown(document, titles),
    }
    for name, text in pages.items():
        write_atomically(folder / name, text.encode("utf-8"))


def _swap(new: Path, folder: Path) -> None:
    if not folder.exists():
        os.replace(new, folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}{OLD}", dir=folder.parent))
    os.replace(folder, old)  # replaces the empty folder just made
    try:
        os.replace(new, folder)
    except BaseException:
        os.replace(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
