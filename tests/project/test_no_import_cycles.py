"""No import goes round: whichever module of the package is imported first, it loads."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def modules(root, package="forecast"):
    """File of every module, by its dotted name."""
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((root / package).rglob("*.py"))
    }


def at_import(path):
    """Statements that run when a file is imported: not those of functions, nor for types only."""
    waiting = list(ast.parse(path.read_text()).body)
    while waiting:
        node = waiting.pop()
        for_types = isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or for_types:
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def imported(path):
    for node in at_import(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def packages_above(name):
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


def graph(root, package="forecast"):
    """What each module needs first; a package runs before what is in it, but for its own parts."""
    files = modules(root, package)
    needs = {}
    for name, path in files.items():
        targets = {t if t in files else t.rpartition(".")[0] for t in imported(path)} & set(files)
        above = {each for target in targets for each in packages_above(target)}
        needs[name] = (targets | (above - packages_above(name))) - {name}
    return needs


def test_no_import_goes_round():
    TopologicalSorter(graph(ROOT)).prepare()


def test_a_planted_cycle_is_seen(tmp_path):
    """One package reads a module of another, whose front reads the first."""
    for name, text in {
        "forecast/a/side.py": "from forecast.b.origins import hashes",
        "forecast/b/__init__.py": "from forecast.b.publish import publish",
        "forecast/b/publish.py": "from forecast.a.side import Side",
        "forecast/b/origins.py": "def late():\n    from forecast.a import side",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    with pytest.raises(CycleError, match="cycle"):
        TopologicalSorter(graph(tmp_path)).prepare()
    (tmp_path / "forecast/b/__init__.py").write_text("")
    TopologicalSorter(graph(tmp_path)).prepare()
