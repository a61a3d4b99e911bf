"""Notebooks are stories over the public API: they run, and define nothing."""

import ast
import runpy
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path, monkeypatch, capsys):
    monkeypatch.setenv("FORECAST_DRAWS", "2000")
    runpy.run_path(str(path))
    assert "2035" in capsys.readouterr().out


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_defines_no_function(path):
    kinds = (ast.FunctionDef, ast.ClassDef)
    assert not any(isinstance(node, kinds) for node in ast.walk(ast.parse(path.read_text())))
