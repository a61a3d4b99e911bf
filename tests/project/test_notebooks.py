"""Notebooks are stories over the public API: each runs whole, and defines nothing but cells."""

import ast
import importlib.util
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))


def test_there_are_five_and_they_are_numbered():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@pytest.fixture
def run_whole(monkeypatch):
    monkeypatch.setenv("FORECAST_DRAWS", "2000")

    def run(path):
        spec = importlib.util.spec_from_file_location(f"notebook_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        _, names = module.app.run()
        return names

    return run


@pytest.mark.slow
def test_the_essay(run_whole):
    names = run_whole(NOTEBOOKS[0])
    assert all(row["holds"] for row in names["claims"])
    assert set(names["by_2050"]) == {"as believed today", "inputs of the essay"}


@pytest.mark.slow
def test_beliefs_and_evidence(run_whole):
    known = run_whole(NOTEBOOKS[1])["known"]
    assert known["2020-01-01"] < known["2026-11-24"]


@pytest.mark.slow
def test_cost_of_one_copy(run_whole):
    rows = run_whole(NOTEBOOKS[2])["rows"]
    prices = [row["USD a million written"] for row in rows]
    assert prices == sorted(prices, reverse=True)  # larger batches write cheaper
    measured = (5.57, 6.58, 8.97, 19.93)
    assert all(0.6 < row["seconds"] / seen < 1.6 for row, seen in zip(rows, measured, strict=True))


@pytest.mark.slow
def test_when_billions(run_whole):
    names = run_whole(NOTEBOOKS[3])
    assert names["by_2035"][1] > names["by_2035"][0]
    assert len(names["views"]) > 5


@pytest.mark.slow
def test_your_own_view_shows_the_published_one_until_something_is_moved(run_whole):
    names = run_whole(NOTEBOOKS[4])
    assert names["moved"] == {}
    assert all(abs(a - b) < 0.03 for a, b in names["told"].values())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_defines_nothing_but_cells(path):
    tree = ast.parse(path.read_text())
    assert not any(isinstance(node, ast.ClassDef) for node in ast.walk(tree))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert {node.name for node in functions} == {"_"}
    assert all(ast.unparse(node.decorator_list[0]) == "app.cell" for node in functions)
