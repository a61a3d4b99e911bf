"""One command from observations to what moved, on the real evidence."""

import json
import shutil

import pytest

from forecast import cli
from tests.commands.schemas import validate

RUN = ("--draws", "20000", "--seed", "1", "--as-of", "2026-11-24", "--quiet")


@pytest.fixture
def priors(priors_dir, tmp_path):
    return shutil.copytree(priors_dir, tmp_path / "priors")


def updated(capsys, *flags):
    capsys.readouterr()
    code = cli.main(["update", *flags, "--json", "--quiet"])
    found = json.loads(capsys.readouterr().out)
    validate(found)
    return code, found


def test_an_unknown_feed_is_a_usage_error(capsys):
    assert cli.main(["update", "--feed", "genai_price"]) == 2
    assert "genai_prices" in capsys.readouterr().err


@pytest.mark.slow
def test_evidence_as_it_is_refits_nothing_and_nothing_moves(tmp_path, capsys):
    reports = tmp_path / "reports"
    assert cli.main(["publish", "x", "--reports", str(reports), *RUN]) == 0
    code, found = updated(capsys, "--reports", str(reports), *RUN[:-1])
    assert code == 0
    assert found["since"] == "2026-11-24-x"
    assert {each["source"] for each in found["blocks"]} <= {"shipped", "cache"}
    assert len(found["numbers"]) == 12
    assert all(each["change"] in (0.0, None) for each in found["numbers"])


@pytest.mark.slow
def test_a_dry_run_judges_the_feed_and_writes_nothing(priors, capsys):
    before = (priors / "evidence/llm_prices/data.csv").read_bytes()
    code, found = updated(capsys, "--priors", str(priors), "--feed", "genai_prices", "--dry-run")
    assert code in (0, 3)
    assert found["feeds"][0]["dataset"] == "llm_prices"
    assert found["feeds"][0]["read"] > 1000
    assert not found["feeds"][0]["written"]
    assert found["numbers"] == []
    assert (priors / "evidence/llm_prices/data.csv").read_bytes() == before
