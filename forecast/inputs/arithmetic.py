"""The sums that people do on the back of a card, redone.

Digits, `+ - * / **`, parentheses and `log10`: parsed into a tree and walked, never executed.
"""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable

from forecast.inputs.fields import Fields

TOLERANCE = 0.01  # relative; declared values are rounded to three digits or so
_OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def evaluate(text: str) -> float:
    """Value of an arithmetic expression.

    Parameters
    ----------
    text : str
        Numbers, + - * / **, log10 and parentheses.

    Returns
    -------
    float
        Its value, finite.

    Raises
    ------
    ValueError
        If anything else stands in it, or it has no finite value.

    Examples
    --------
    >>> round(evaluate("2 ** (1 / 2.6)"), 4)
    1.3055
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # the parser only warns of a number such as "1if"
            tree = ast.parse(text.strip(), mode="eval")
        value = _walk(tree.body)
    except (SyntaxError, ArithmeticError, RecursionError, MemoryError) as error:
        raise ValueError(f"cannot be computed ({type(error).__name__})") from None
    if not math.isfinite(value):
        raise ValueError("has no finite value")
    return value


def _walk(node: ast.AST) -> float:
    """Value of a node; floats throughout, so that a power cannot fill the memory."""
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_walk(inner)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            value = _OPERATORS[type(op)](_walk(left), _walk(right))
            if not isinstance(value, complex):
                return value
            raise ValueError("takes a root of a negative number")
        case ast.Call(func=ast.Name(id="log10"), args=[inner], keywords=[]):
            value = _walk(inner)
            if value <= 0:
                raise ValueError("takes log10 of zero or less")
            return math.log10(value)
    raise ValueError("holds more than numbers, + - * / **, log10 and parentheses")


def check_arithmetic(fields: Fields) -> None:
    """Refuse an entry whose `arithmetic` does not give what it declares.

    Parameters
    ----------
    fields : Fields
        The entry; `arithmetic` is a table from a field to an expression.

    Raises
    ------
    InputError
        If an expression cannot be read, speaks of a field that is not there, or differs from the
        declared value by more than 1 %.
    """
    if "arithmetic" not in fields.mapping:
        return
    sums = fields.table("arithmetic", 'arithmetic = { p50 = "2 ** (1 / 2.6)" }')
    inner = fields.mapping.get("of", {})
    for name in sums.mapping:
        holder = fields if name in fields.mapping else Fields(inner, fields.place.inside("of"))
        _compare(sums, name, holder.number(name))


def _compare(sums: Fields, name: str, declared: float) -> None:
    """Redo one sum."""
    text = sums.text(name, f'{name} = "2 ** (1 / 2.6)"')
    try:
        computed = evaluate(text)
    except ValueError as error:
        raise sums.place.error(
            f"the expression {error}", name, found=text, accepted='such as "2 ** (1 / 2.6)"'
        ) from None
    if not math.isclose(computed, declared, rel_tol=TOLERANCE, abs_tol=1e-300):
        raise sums.place.error(
            f"the expression gives {computed:.6g}, the entry declares {declared:.6g}",
            name,
            found=text,
            accepted="agreement to 1 %",
        )
