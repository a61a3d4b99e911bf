"""What a page shows beside the forecast's own document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PageContext:
    """What surrounds a forecast on its page; everything but the name may be left out.

    Parameters
    ----------
    name : str
        Of the publication.
    version : str
        Of the code.
    versions : mapping of str to str
        Of the libraries.
    draws : ExplorerDraws or None
        Of the same run.
    beliefs : Beliefs or None
        Cards in force, for the assumptions.
    cards : mapping of str to Card
    tables : mapping of str to Table
        Evidence, for sources and licences.
    fitted : mapping of str to dict
        Prior and posterior quantiles by quantity.
    files : tuple of str
        What lies in the folder, for the links; paths within it.
    earlier : tuple of dict
        Rows of the ledger before this one, oldest first.
    extra : tuple of Section
        More sections, such as what moved since the last publication and the track record.
    """

    name: str
    version: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    draws: Any = None
    beliefs: Any = None
    cards: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Any] = field(default_factory=dict)
    fitted: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    earlier: tuple[Mapping[str, Any], ...] = ()
    extra: tuple[Any, ...] = ()
