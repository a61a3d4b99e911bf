"""Functions that fit in the eye, files that hold one idea."""

import ast
import statistics
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "forecast"


def body_lines(function) -> int:
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def functions():
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_files_are_short():
    long = {
        path.name: n
        for path in PACKAGE.rglob("*.py")
        if (n := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_functions_are_short():
    sizes = {f"{path.name}:{node.name}": body_lines(node) for path, node in functions()}
    assert {name: n for name, n in sizes.items() if n > 50} == {}
    assert statistics.median(sizes.values()) < 9


def test_public_functions_are_documented():
    bare = [
        f"{path.name}:{node.name}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []
