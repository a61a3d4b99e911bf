"""Text is UTF-8 whatever the locale: a card read otherwise would be written back spoilt."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "forecast"
PLACE = {"read_text": 0, "write_text": 1}  # position of the encoding


def names_encoding(call: ast.Call, place: int) -> bool:
    return len(call.args) > place or any(each.arg == "encoding" for each in call.keywords)


def test_text_is_read_and_written_with_a_stated_encoding():
    unstated = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in PLACE
        and not names_encoding(node, PLACE[node.func.attr])
    ]
    assert unstated == []
