"""Posteriors on disk: the one that ships with the project, and the user's cache.

Every block is a netCDF file with its sha256 beside it. A file that is damaged, or is not ours, is
never used: a warning says so and the block is fitted again. One under another key is passed over.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path

from forecast.files import sha256_of, write_atomically
from forecast.posterior.encoding import StoredBlock, decode, encode

APPLICATION = "billion-copies"
CACHE_VARIABLE = "FORECAST_CACHE_DIR"
SHIPPED, CACHED, FITTED = "shipped", "cache", "fitted"  # where a block came from
LOCK_SECONDS = 30.0  # s; how long to wait for another run that writes to the cache


class PosteriorWarning(UserWarning):
    """A stored posterior could not be used or kept; the answer is not affected."""


def find(block: str, key: str, priors_dir: Path) -> tuple[StoredBlock, str] | None:
    """A stored block and where it was, or None.

    Parameters
    ----------
    block, key : str
        Which block, under which content key.
    priors_dir : Path
        Folder whose `posterior/` holds the shipped ones.

    Returns
    -------
    tuple of StoredBlock and str, or None
        The source is "shipped" or "cache".
    """
    places = [(shipped_path(priors_dir, block), SHIPPED)]
    folder = cache_folder()
    if folder is not None:
        places.append((_cached_path(folder, block, key), CACHED))
    for path, source in places:
        stored = read_block(path)
        if stored is not None and (stored.about["block"], stored.about["key"]) == (block, key):
            return stored, source
    return None


def content_of(block: str, key: str, source: str, priors_dir: Path) -> bytes | None:
    """The bytes of the file that `find` read a block from.

    Parameters
    ----------
    block, key : str
        Which block, under which content key.
    source : str
        Where it was found.
    priors_dir : Path
        Folder whose `posterior/` holds the shipped ones.

    Returns
    -------
    bytes or None
        What `encode` makes of the block, without making it again; None for a block that was in
        no file, or whose file is another by now.
    """
    folder = cache_folder()
    if source == SHIPPED:
        path = shipped_path(priors_dir, block)
    elif source == CACHED and folder is not None:
        path = _cached_path(folder, block, key)
    else:
        return None
    try:
        return _trusted(path)
    except (OSError, ValueError, IndexError):
        return None


def shipped_path(priors_dir: Path, block: str) -> Path:
    """Where the shipped draws of a block are.

    Parameters
    ----------
    priors_dir : Path
        The folder of beliefs.
    block : str
        Name of the block.

    Returns
    -------
    Path
    """
    return priors_dir / "posterior" / f"{block}.nc"


def read_block(path: Path) -> StoredBlock | None:
    """The block in a file; None, with a warning, when the file cannot be trusted.

    Parameters
    ----------
    path : Path
        A netCDF file with its sha256 beside it; when missing: None, without a warning.

    Returns
    -------
    StoredBlock or None
    """
    if not path.exists():
        return None
    try:
        return decode(_trusted(path))
    except Exception as error:  # the reader raises many kinds on foreign bytes
        warnings.warn(
            f"stored posterior {path} is not used ({error}); it will be computed again",
            PosteriorWarning,
            stacklevel=2,
        )
        return None


def _trusted(path: Path) -> bytes:
    """What a file holds; ValueError where that is not what was written."""
    content = path.read_bytes()
    if sha256_of(content) != _hash_path(path).read_text("ascii").split()[0]:
        raise ValueError("its sha256 is not the recorded one")
    return content


def write_block(path: Path, content: bytes) -> None:
    """Write an encoded block and its sha256 beside it.

    Parameters
    ----------
    path : Path
        Name of the netCDF file.
    content : bytes
        From `encode`.
    """
    write_atomically(path, content)
    write_atomically(_hash_path(path), f"{sha256_of(content)}  {path.name}\n".encode())


def keep(stored: StoredBlock) -> None:
    """Put a block into the user's cache; a warning when that is not possible.

    Parameters
    ----------
    stored : StoredBlock
        Draws that passed the gate.
    """
    from filelock import FileLock, Timeout

    folder = cache_folder()
    try:
        if folder is None:
            raise OSError("no home folder")
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "posterior.lock", timeout=LOCK_SECONDS):
            path = _cached_path(folder, stored.about["block"], stored.about["key"])
            write_block(path, encode(stored))
    except (OSError, Timeout) as error:
        message = f"the posterior is not kept for the next run ({error})"
        warnings.warn(message, PosteriorWarning, stacklevel=2)


def cache_folder() -> Path | None:
    """Folder of the user's cache, not made yet; None when there is no place for one.

    Returns
    -------
    Path or None
        `FORECAST_CACHE_DIR` where that is set.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_dir

    try:
        return Path(user_cache_dir(APPLICATION))
    except (RuntimeError, KeyError, OSError):
        return None


def _cached_path(folder: Path, block: str, key: str) -> Path:
    return folder / "posterior" / f"{block}-{key[:16]}.nc"


def _hash_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")
