"""The front door: its commands run, its numbers are the published ones, its links exist."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
PUBLISHED = ROOT / "reports" / "2026-11-24-third-publication"
NAMES = {"1 million": 1e6, "1 billion": 1e9, "8 billion": 8e9}


def commands(text):
    return re.findall(r"^(?:uv run )?(forecast [a-z].*)$", text, re.M)


@pytest.mark.parametrize("line", ["uv run forecast run", "uv run pytest"])
def test_two_lines_are_all_the_set_up(line):
    assert f"\npip install uv && {line}\n" in README


def test_ci_calls_the_test_line_of_the_readme():
    assert "pip install uv && uv run pytest" in (ROOT / ".ci" / "run").read_text()


def percent(p):
    return "<1%" if p < 0.005 else f"{100 * p:.0f}%"


def test_the_answer_is_the_published_one():
    answers = json.loads((PUBLISHED / "summary.json").read_text())["answers"]
    region = re.search(r"<!-- answer -->(.*)<!-- /answer -->", README, re.S).group(1)
    for name, n in NAMES.items():
        p = {r["year"]: r["p"] for r in answers["Q1"] if (r["n"], r["theta"]) == (n, 1.0)}
        never = next(r["p_never"] for r in answers["Q2"] if (r["n"], r["theta"]) == (n, 1.0))
        cells = [percent(p[year]) for year in (2030, 2035, 2040, 2050, 2100)]
        assert f"| {name} | {' | '.join(cells)} | {percent(never)} |" in region
    median = next(r for r in answers["Q2"] if (r["n"], r["theta"]) == (8e9, 1.0))["quantiles"][
        "0.5"
    ]
    told = "only after 2100, or never, in more than half of draws"
    if median is not None:
        told = f"in {int(median)} at the median"
    assert f"affordable {told}" in region


@pytest.mark.parametrize(
    "line", commands(README) + commands((ROOT / "priors/README.md").read_text())
)
def test_every_command_shown_parses(line):
    from forecast.cli import build_parser

    arguments = shlex.split(line, comments=True)[1:]
    assert arguments[0] == build_parser().parse_args(arguments).command.NAME


def test_there_are_commands_to_try():
    assert len(commands(README)) >= 5


def test_a_cheap_command_of_the_readme_runs(capsys):
    from forecast.cli import main

    assert main(["explain", "size_at_human_level"]) == 0
    assert "size_at_human_level" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["README.md", "priors/README.md"])
def test_links_lead_somewhere(file):
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / file).read_text())
    here = (ROOT / file).parent
    assert [x for x in links if not x.startswith("http") and not (here / x).exists()] == []


def test_every_source_of_evidence_is_attributed():
    for card in (ROOT / "priors" / "evidence").glob("*/card.toml"):
        for source in tomllib.loads(card.read_text())["sources"]:
            assert source["attribution"] in README, card.parent.name


def test_the_error_of_the_cost_model_is_the_stored_one():
    from forecast.pipeline.cost.left_out import stored
    from forecast.writeup.cost_error import readme_table

    region = re.search(r"<!-- cost error -->\n(.*?)\n<!-- /cost error -->", README, re.S).group(1)
    assert region == readme_table(stored(ROOT / "priors"))
