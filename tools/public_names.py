"""The public names, with all that each of them takes and has, as they are written in `src/`."""

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path
from textwrap import indent
from types import MappingProxyType
from typing import Any, Final

import attrs
from page_text import code, linked, table

import ikm_sinergi as ikm
from ikm_sinergi import strategies

PACKAGE: Final = Path(ikm.__file__).parent

CHAPTERS: Final = MappingProxyType(
    {
        "Questions": ("checking.run", "verdicts", "planning"),
        "Files": ("reading", "writing"),
        "Records": ("records.container", "records.indexes", "records"),
        "Plain values": ("converters",),
        "Where things stood": ("records.faults",),
        "Entities": ("domain.entities",),
        "Words": ("domain.terms", "words"),
        "Answers": ("checking.report", "checking.dispensing", "verdicts", "pathway"),
        "The year's plan": ("planning",),
        "Places and agencies": ("reference.places", "reference.agency"),
        "Judged by": ("reference",),
        "Rules of your own": ("judgement", "rules"),
        "Made-up records": ("strategies",),
        "Errors": ("errors",),
    }
)
"""The chapters of the page of the API, with the modules and rooms whose names stand there.

The longest module wins. Of a module that has two, its functions stand in the first.
"""
LEFT_OUT: Final = frozenset({"from_intake", "origin"})
"""Members that are for readers of files, not for users."""

WIDTH: Final = 96


@attrs.frozen
class Public:
    """One public name: where it is defined, and how."""

    name: str
    module: str
    node: ast.stmt
    doc: str
    made: Any

    @property
    def title(self) -> str:
        """Its heading; a class and a function may differ by their first letter only."""
        kind = "class " if isinstance(self.node, ast.ClassDef) else ""
        return f"{kind}{code(self.name)}"

    @property
    def chapter(self) -> str:
        """The chapter of the page in which it stands."""
        fits = [
            (len(room), chapter)
            for chapter, rooms in CHAPTERS.items()
            for room in rooms
            if f"{self.module}.".startswith(f"{ikm.__name__}.{room}.")
        ]
        longest = max(length for length, _ in fits)
        chapters = [chapter for length, chapter in fits if length == longest]
        return chapters[0 if isinstance(self.node, ast.FunctionDef) else -1]


def names() -> str:
    """Return every public name, in its chapter: what it is for, what it takes, what it has."""
    found = [*_public(ikm), *_public(strategies)]
    chapters = [(title, [one for one in found if one.chapter == title]) for title in CHAPTERS]
    return "\n".join(_chapter(title, publics) for title, publics in chapters if publics)


def _chapter(title: str, publics: Sequence[Public]) -> str:
    whole = title != "Errors"  # an error is told by its sentence
    rows = [
        (_entry(one), _on_one_line(one.doc.partition("\n\n")[0]))
        if whole
        else (code(one.name), _on_one_line(one.doc))
        for one in publics
    ]
    parts = [f"## {title}\n", table(("name", "what it is for"), rows)]
    return "\n".join([*parts, *map(_described, publics)] if whole else parts)


def _entry(public: Public) -> str:
    return f"[{code(public.name)}](#{public.title.replace('`', '').replace(' ', '-').lower()})"


def _on_one_line(doc: str) -> str:
    return linked(" ".join(doc.split()))


def _described(public: Public) -> str:
    shape = re.sub(r"'([^'\"]*)'", r'"\1"', _shape(public))
    parts = [f"### {public.title}\n", f"```pyi\n{shape}\n```\n"]
    if public.doc:
        parts.append(f"{linked(_without_examples(public.doc))}\n")
    if isinstance(public.made, type):
        members = [
            f"- {code(name)}: {linked(_sentence(node))}\n"
            for name, node in _members(public.made).items()
            if isinstance(node, ast.FunctionDef) and name != "__init__"
        ]
        parts += ["".join(members)] if members else []
    return "\n".join(parts)


def _members(made: type) -> Mapping[str, ast.stmt]:
    """Return the public members of a class by name, those that it has from others of ours last."""
    found: dict[str, ast.stmt] = {}
    for one in made.__mro__:
        node, _ = _definitions().get((one.__module__, one.__name__), (None, ""))
        for member in node.body if isinstance(node, ast.ClassDef) else []:
            name = _name_of(member)
            if name == "__init__" or (name and not name.startswith("_") and name not in LEFT_OUT):
                found.setdefault(name, member)
    return found


def _sentence(node: ast.FunctionDef) -> str:
    return " ".join(_without_examples(ast.get_docstring(node) or "").split())


def _without_examples(doc: str) -> str:
    """Return a docstring without its examples, which are run where they stand."""
    return re.sub(r"\n\n>>>.*?(?=\n\n(?!>>>)|\Z)", "", doc, flags=re.DOTALL)


def _shape(public: Public) -> str:
    """Return what a name takes and has, as in a stub file."""
    node = public.node
    if isinstance(node, ast.FunctionDef):
        return _signature(node)
    if isinstance(node, ast.ClassDef):
        shapes = [_member(one, public.made) for one in _members(public.made).values()]
        return "\n".join([f"class {node.name}:", *(indent(shape, "    ") for shape in shapes)])
    return ast.unparse(node)


def _member(node: ast.stmt, made: Any) -> str:
    """Return one member of a class, as in a stub file."""
    if isinstance(node, ast.AnnAssign):
        return f"{ast.unparse(node.target)}: {_typed(node.annotation)}{_default(node, made)}"
    if isinstance(node, ast.FunctionDef):
        decorators = [ast.unparse(one) for one in node.decorator_list]
        kinds = ["property" if one.endswith("property") else one for one in decorators]
        return "\n".join([*(f"@{kind}" for kind in kinds), _signature(node)])
    return ast.unparse(node)


def _default(node: ast.AnnAssign, made: Any) -> str:
    fields = attrs.fields_dict(made) if attrs.has(made) else {}
    field = fields.get(ast.unparse(node.target))
    if field is None or field.default is attrs.NOTHING:
        return ""
    plain_one = field.default is None or type(field.default) in {int, str, bool}
    return f" = {field.default!r}" if plain_one else " = ..."


def _signature(node: ast.FunctionDef) -> str:
    """Return a function as in a stub file, on one line if it fits."""
    args = node.args
    drawn = "st.composite" in map(ast.unparse, node.decorator_list)  # Hypothesis gives it `draw`
    plain_ones = [*args.posonlyargs, *args.args][drawn:]
    without = len(plain_ones) - len(args.defaults)
    taken = [
        _argument(arg, args.defaults[place - without] if place >= without else None)
        for place, arg in enumerate(plain_ones)
    ]
    if args.kwonlyargs:
        taken.append("*")
    taken += map(_argument, args.kwonlyargs, args.kw_defaults)
    result = _typed(node.returns) if node.returns else ""
    result = f" -> {f'SearchStrategy[{result}]' if drawn else result}" if result else ""
    line = f"def {node.name}({', '.join(taken)}){result}: ..."
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"def {node.name}(", *(f"    {one}," for one in taken), f"){result}: ..."])


def _argument(arg: ast.arg, default: ast.expr | None) -> str:
    typed = f"{arg.arg}: {_typed(arg.annotation)}" if arg.annotation else arg.arg
    if default is None:
        return typed
    return f"{typed} = {ast.unparse(default) if arg.annotation else '...'}"


def _typed(annotation: ast.expr) -> str:
    """Return a type as it is written, without the quotes of a name that comes later."""
    return re.sub(r"'([\w.]+)'", r"\1", ast.unparse(annotation))


def _public(room: Any) -> Iterable[Public]:
    """Yield the names that a module makes public, by the modules in which they are defined."""
    for (module, name), (node, doc) in _definitions().items():
        if name in room.__all__:
            made = getattr(room, name)
            if getattr(import_module(module), name) is made:
                yield Public(name, module, node, doc, made)


@lru_cache
def _definitions() -> Mapping[tuple[str, str], tuple[ast.stmt, str]]:
    """Return every name that a module of the library defines, with what it says of it."""
    found: dict[tuple[str, str], tuple[ast.stmt, str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module = ".".join(parts).removesuffix(".__init__")
        body = ast.parse(path.read_text("utf-8")).body
        for node, after in pairwise([*body, None]):
            if name := _name_of(node):
                found[module, name] = node, _doc(node, after)
    return found


def _name_of(node: ast.stmt) -> str:
    """Return the name that a statement defines, if it defines one."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return node.name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return targets[0].id if isinstance(targets[0], ast.Name) else ""


def _doc(node: ast.stmt, after: ast.stmt | None) -> str:
    """Return the docstring of a definition; that of a value is the text below it."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return ast.get_docstring(node) or ""
    told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    return cleandoc(str(after.value.value)) if told else ""
