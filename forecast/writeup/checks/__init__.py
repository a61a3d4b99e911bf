"""Checks that every publication passes before it gets its place; one small function each.

A check is a function of a `Folder` that yields what is wrong, in words. Its name is its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from forecast.writeup.checks import (
    draws,
    figures,
    hub,
    hub_tasks,
    hub_values,
    manifest,
    metaculus,
    numbers,
    origins,
    page,
    summary,
    tables,
)
from forecast.writeup.checks.folder import Folder

Check = Callable[[Folder], Iterator[str]]
MODULES = (
    manifest, tables, summary, numbers, draws, hub, hub_tasks, hub_values, metaculus, figures, page,
    origins,
)  # fmt: skip
CHECKS: dict[str, Check] = {check.__name__: check for module in MODULES for check in module.CHECKS}
N_CHECKS = len(CHECKS)


def failed_checks(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Every check that fails, with what is wrong first.

    Parameters
    ----------
    files : mapping of str to bytes
        All files of a publication.

    Returns
    -------
    list of (name, words)
        One for each check that fails; a file that cannot be read fails every check that needs it.
    """
    folder, failed = Folder(files), []
    for name, check in CHECKS.items():
        words = first_problem(check, folder)
        if words is not None:
            failed.append((name, words))
    return failed


def first_problem(check: Check, folder: Folder) -> str | None:
    """What a check finds first, in words; None when it passes."""
    try:
        return next(iter(check(folder)), None)
    except Exception as error:  # a broken file breaks readers in many ways: each is a failure
        return f"cannot be checked ({type(error).__name__}: {error})"
