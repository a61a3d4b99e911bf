"""A real small publication, made once for all tests that look at one."""

from __future__ import annotations

import shutil

import pytest

from forecast import cli
from tests.commands.published import ID, RUN


@pytest.fixture(scope="session")
def published(made_once, few_scenarios):
    """The second of two, so that it tells what changed; not to be written to."""

    def publish(reports):
        for name in ("w", "x"):
            flags = ("--reports", str(reports), "--priors", str(few_scenarios), *RUN)
            assert cli.main(["publish", name, *flags]) == 0

    return made_once("published", publish) / ID


@pytest.fixture
def folder(published, tmp_path):
    """A copy of the publication, alone in its reports."""
    return shutil.copytree(published, tmp_path / "reports" / ID)
