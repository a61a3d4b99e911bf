"""Stages import no other stage; they meet in `pipeline` and `kernel` only."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "forecast"
STAGES = ("inputs", "posterior", "serving", "supply", "timeline", "track_record", "writeup")
# One formula has one place: likelihoods may call the formulas of these stages. What commands print
# about a stored posterior, and fitting, read validated inputs.
MAY_ALSO = {
    "posterior/likelihoods": {"inputs", "serving", "supply"},
    "posterior/predictive": {"inputs", "serving", "supply"},
    "posterior": {"inputs"},
}


def imported_stages(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "forecast" and len(parts) > 1 and parts[1] in STAGES:
                found.add(parts[1])
    return found


def allowed(path: Path) -> set[str]:
    relative = path.relative_to(PACKAGE).as_posix()
    stage = relative.split("/")[0]
    extra = next((MAY_ALSO[key] for key in MAY_ALSO if relative.startswith(key + "/")), set())
    return {stage} | extra


STAGE_FILES = [path for stage in STAGES for path in sorted((PACKAGE / stage).rglob("*.py"))]


@pytest.mark.parametrize("path", STAGE_FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_stage_imports_only_itself(path):
    assert imported_stages(path) <= allowed(path)


@pytest.mark.parametrize("name", ["quantities", "trends", "constants", "errors", "seeds", "engine"])
def test_the_common_ground_imports_no_stage(name):
    assert imported_stages(PACKAGE / f"{name}.py") == set()


def test_the_contract_sees_a_planted_import(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("def f():\n    from forecast.writeup import figures\n")
    assert imported_stages(planted) == {"writeup"}
