"""What the density of a block is made of, read from source text without running it.

A stored posterior may be reused only while the code behind it is the same, and asking that
must not load PyMC. So the likelihood files are read, not imported: the quantities they speak
about, the tables they look at, and the text of every module of ours they draw formulas from.
"""

from __future__ import annotations

import ast
import io
import token
import tokenize
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from forecast.errors import ForecastError
from forecast.posterior.blocks import Block, module_name

SHARED = (  # how a score becomes a value, a cell a number: part of the density of every block
    "forecast.posterior.build",
    "forecast.inputs.families",
    "forecast.inputs.discrete",
    "forecast.inputs.compound",
    "forecast.inputs.table",
    "forecast.inputs.aliases",
    "forecast.inputs.deflator",
)
# These read, refuse or carry; what they hand on enters the key by its content.
CARRIERS = (
    "forecast.inputs",
    "forecast.errors",
    "forecast.quantities",
    "forecast.posterior.blocks",
    "forecast.posterior.density",
    "forecast.posterior.settings",
)
# Among those, formulas: which forecast is the latest, and when it was made.
FORMULAS = ("forecast.inputs.pool",)
_SILENT_TOKENS = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING)
_LINE_STARTS = (token.NEWLINE, token.INDENT, token.DEDENT)


def terms_of(block: Block) -> tuple[str, ...]:
    """Names of the cards a block's observations speak about.

    Parameters
    ----------
    block : Block
        The likelihoods fitted together.

    Returns
    -------
    tuple of str
        Each once, in the order of the likelihoods.
    """
    names = [name for each in block.likelihoods for name in _declared(each, "TERMS")]
    return tuple(dict.fromkeys(names))


def published_of(block: Block) -> tuple[str, ...]:
    """Names of all variables of a block that are stored: its terms and its `PUBLISHED`.

    Parameters
    ----------
    block : Block
        The likelihoods fitted together.

    Returns
    -------
    tuple of str
    """
    more = [name for each in block.likelihoods for name in _declared(each, "PUBLISHED")]
    return tuple(dict.fromkeys([*terms_of(block), *more]))


def thinned_of(block: Block) -> tuple[str, ...]:
    """Names of what only predictions of rows need: `NOISE` and `PREDICTS_WITH` of a block.

    Parameters
    ----------
    block : Block
        The likelihoods fitted together.

    Returns
    -------
    tuple of str
        Without those that are stored in full already.
    """
    names = [
        name
        for each in block.likelihoods
        for variable in ("NOISE", "PREDICTS_WITH")
        for name in _declared(each, variable)
    ]
    return tuple(name for name in dict.fromkeys(names) if name not in published_of(block))


def dataset_of(likelihood: str) -> str:
    """Name of the table whose rows a likelihood is of: its `DATASET`.

    Parameters
    ----------
    likelihood : str
        As it stands in a `Block`.

    Returns
    -------
    str
    """
    return "".join(_declared(likelihood, "DATASET"))


def tables_of(likelihood: str, available: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the tables a likelihood may look at.

    Parameters
    ----------
    likelihood : str
        As it stands in a `Block`.
    available : tuple of str
        Names of all tables.

    Returns
    -------
    tuple of str
        Its own, and every other that its file (or a helper in `posterior/`) names in a string.
    """
    own = module_name(likelihood)
    folder = own.rpartition(".")[0]
    family = folder.rpartition(".")[0] or folder
    named = {
        text
        for module in _reachable(own)
        if module.startswith(f"{family}.")
        for text in _strings(module)
    }
    return tuple(name for name in available if name in named)


def code_of(block: Block) -> dict[str, str]:
    """Text of every module of ours that shapes the density of a block.

    Parameters
    ----------
    block : Block
        The likelihoods fitted together.

    Returns
    -------
    dict of str to str
        Module name to its code without comments and docstrings, which shape nothing.
    """
    roots = [*SHARED, *(module_name(each) for each in block.likelihoods)]
    modules = sorted({module for root in roots for module in _reachable(root)})
    return {module: code_text(_source(module)) for module in modules}


@cache  # of a text: blocks share most modules
def code_text(source: str) -> str:
    """Python source reduced to what is executed.

    Parameters
    ----------
    source : str
        The text of a module.

    Returns
    -------
    str
        Its tokens, one a line, without comments, docstrings and blank lines.

    Examples
    --------
    >>> code_text('x = 1  # one') == code_text('x  =  1')
    True
    """
    tokens = [
        each
        for each in tokenize.generate_tokens(io.StringIO(source).readline)
        if each.type not in _SILENT_TOKENS
    ]
    kept: list[str] = []
    starts_line, docstring = True, False
    for each, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        ends_docstring = docstring and each.type == token.NEWLINE
        docstring = starts_line and (each.type, following.type) == (token.STRING, token.NEWLINE)
        starts_line = each.type in _LINE_STARTS
        if not docstring and not ends_docstring:
            kept.append(token.tok_name[each.type] if starts_line else each.string)
    return "\n".join(kept)


def _declared(likelihood: str, variable: str) -> tuple[str, ...]:
    for statement in _tree(module_name(likelihood)).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and variable in _targets(statement):
            try:
                return tuple(ast.literal_eval(statement.value or ast.Tuple([])))
            except ValueError:
                raise ForecastError(f"{likelihood}: {variable} must be a plain tuple") from None
    return ()


def _targets(statement: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


@cache
def _reachable(module: str) -> frozenset[str]:
    """The module and all modules of ours it draws formulas from, directly or not."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += [name for name in _imports(current) if _shapes(name)]
    return frozenset(found)


def _shapes(module: str) -> bool:
    carries = any(module == each or module.startswith(f"{each}.") for each in CARRIERS)
    return module in (*SHARED, *FORMULAS) or not carries


def _imports(module: str) -> list[str]:
    nodes = [node for statement in _executed(_tree(module)) for node in ast.walk(statement)]
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    members = [f"{node.module}.{alias.name}" for node in froms for alias in node.names]
    candidates = [*plain, *(str(node.module) for node in froms), *members]
    family = module.partition(".")[0]
    ours = [name for name in candidates if name.partition(".")[0] in ("forecast", family)]
    return [name for name in dict.fromkeys(ours) if _has_code(name)]


def _executed(tree: ast.Module) -> list[ast.stmt]:
    """Statements but those for type checkers only."""
    return [
        each
        for each in tree.body
        if not (isinstance(each, ast.If) and "TYPE_CHECKING" in ast.unparse(each.test))
    ]


def _has_code(module: str) -> bool:
    path = _path(module)
    return path is not None and path.name != "__init__.py"


def _strings(module: str) -> frozenset[str]:
    return _strings_in(_source(module))


@cache
def _strings_in(source: str) -> frozenset[str]:
    constants = (node for node in ast.walk(_parsed(source)) if isinstance(node, ast.Constant))
    return frozenset(node.value for node in constants if isinstance(node.value, str))


def _tree(module: str) -> ast.Module:
    return _parsed(_source(module))


@cache
def _parsed(source: str) -> ast.Module:
    return ast.parse(source)


def _source(module: str) -> str:
    path = _path(module)
    if path is None:
        raise ForecastError(f"no module {module}")
    return path.read_text("utf-8")


def _path(module: str) -> Path | None:
    """The file of a module, or None; only its topmost package is looked up, nothing is run."""
    top, *rest = module.split(".")
    spec = find_spec(top)
    if spec is None:
        return None
    if not rest:
        return Path(spec.origin) if spec.origin else None
    for folder in spec.submodule_search_locations or ():
        stem = Path(folder).joinpath(*rest)
        for path in (stem.with_name(f"{stem.name}.py"), stem / "__init__.py"):
            if path.is_file():
                return path
    return None
