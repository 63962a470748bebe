"""The rules of the house, read from the source with `ast`: nothing here imports the package.

Each rule is a function from a `Module` to complaints. It is tried on made-up sources first, so
that a rule that finds nothing in `src/` is known to be able to find something.
"""

import ast
import graphlib
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

PACKAGE = "ikm_sinergi"
SOURCE = Path(__file__).resolve().parents[2] / "src" / PACKAGE

# One total order: a module imports only what stands before it, wherever the import is written.
# `rules`, `reading` and `writing` may be packages; inside a package only cycles are refused.
ORDER = (
    "errors",
    "words",
    "domain",
    "reference",
    "records",
    "judgement",
    "pathway",
    "rules",
    "checking",
    "verdicts",
    "planning",
    "files",
    "office",
    "reading",
    "writing",
    "converters",
    "frames",
    "strategies",
    "cli",
    "__init__",
    "__main__",
)
# What the core may import besides the standard library, and what an extra adds for one module.
DEPENDENCIES = frozenset({"attr", "attrs", "cattrs", "dateutil"})
EXTRAS = {
    "__init__": {"(computed)"},  # the names it loads late stand under TYPE_CHECKING as well
    "judgement": {"(computed)"},  # a pickled rule is looked up where it stands
    "strategies": {"hypothesis"},
    "reading.marks": {"olefile"},
    "reading.sandbox": {"python_calamine"},
    "writing.workbook": {"xlsxwriter"},
}

LONGEST = 700
# Names that two modules or two classes share, and functions named like their module: none may be
# added, and who renames one of a pair strikes it out.
SHARED_MODULES = {
    "lists": {"office.lists", "reading.lists"},
    "names": {"domain.names", "office.names"},
    "terms": {"domain.terms", "office.terms"},
}
SHARED_CLASSES = {
    "Evidence": {"judgement", "reading.evidence"},
    "Heading": {"planning.figures", "reading.headings"},
    "Sheet": {"planning.figures", "reading.sandbox"},
    "_Lines": {"reading.delimited", "reading.titles"},
}
NAMED_LIKE_THEIR_MODULE = {
    "reading.lines",
    "records.builder",
    "rules.ikm1xx.dangling",
    "rules.ikm2xx.newcomers",
}
SAYS_NOTHING = frozenset(
    {"util", "utils", "helper", "helpers", "core", "base", "common", "misc", "lib"}
)
# The process belongs to the program that imports the library; our own program is `cli`.
NOT_OURS_MODULES = frozenset({"gc", "locale", "logging.config", "logging.handlers"})
NOT_OURS_CALLS = frozenset({"addHandler", "basicConfig", "now", "today", "utcnow"})
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_CALLS = frozenset(
    {"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"}
)
DIGIT_METHODS = frozenset({"isdigit", "isdecimal", "isnumeric"})
READ_ONLY_CALLS = frozenset({"MappingProxyType", "tuple", "frozenset"})


class Module(NamedTuple):
    """One module of the package: its dotted name inside it, and its source."""

    name: str  # "records", "rules.attendance", "rules" for rules/__init__.py, "__init__"
    source: str
    is_package: bool = False

    @property
    def top(self):
        """The name ORDER knows it by: its own, or that of its package."""
        return self.name.partition(".")[0]

    @property
    def nodes(self):
        """Every node of its syntax tree, however deep."""
        return list(ast.walk(ast.parse(self.source)))


def read_modules(source=SOURCE):
    """Read every module of the package, without importing any."""
    modules = []
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        if is_package and len(parts) > 1:
            parts = parts[:-1]
        modules.append(Module(".".join(parts), path.read_text(encoding="utf-8"), is_package))
    return modules


MODULES = read_modules()


# --- what a module imports ---------------------------------------------------------------


def imports(module):
    """Every absolute name the module imports: at its top, in a function, under TYPE_CHECKING."""
    found = []
    for node in module.nodes:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = absolute(module, node.level, node.module)
            found += [f"{origin}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}:
            name = node.args[0] if node.args else None
            # A name that is put together while the program runs cannot be judged here.
            found.append(name.value if isinstance(name, ast.Constant) else "(computed)")
    return found


def absolute(module, level, name):
    """The absolute name of the module that `from ..name import` reads."""
    if not level:
        return name
    here = [PACKAGE, *module.name.split(".")]
    if module.name == "__init__" or not module.is_package:
        here.pop()
    here = here[: len(here) - (level - 1)]
    return ".".join([*here, name] if name else here)


def called(node):
    """The last name of what a call calls: `f()`, `x.f()`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def own_imports(module, names):
    """Those of our modules (by the names in `names`) that the module imports."""
    found = set()
    for imported in imports(module):
        package, _, rest = imported.partition(".")
        if package != PACKAGE:
            continue
        while rest and rest not in names:
            rest = rest.rpartition(".")[0]
        found.add(rest or "__init__")
    return found - {module.name}


# --- the rules ---------------------------------------------------------------------------


def upward_imports(module, names=frozenset(ORDER)):
    """A module imports only what stands before it."""
    if module.top not in ORDER:
        return [f"{module.name} has no place in ORDER"]
    tops = {name.partition(".")[0] for name in own_imports(module, names | frozenset(ORDER))}
    return [
        f"{module.name} imports {top}, which stands after it"
        for top in sorted(tops, key=ORDER.index)
        if top != module.top and ORDER.index(top) > ORDER.index(module.top)
    ]


def cycles(modules):
    """No two modules import each other, directly or by way of others."""
    names = frozenset(module.name for module in modules)
    graph = {module.name: own_imports(module, names) for module in modules}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return [" -> ".join(error.args[1])]
    return []


def strange_dependencies(module):
    """The core needs the standard library and its three dependencies; extras stay optional."""
    extra = EXTRAS.get(module.name, set())
    allowed = sys.stdlib_module_names | DEPENDENCIES | extra | {PACKAGE}
    return [
        f"{module.name} imports {name}"
        for name in imports(module)
        if name.partition(".")[0] not in allowed
    ]


def too_long(module):
    """A module is one concept, typically 100-400 lines, at most about 700."""
    lines = len(module.source.splitlines())
    return [f"{module.name} has {lines} lines"] if lines > LONGEST else []


def says_nothing(module):
    """A module is named after what it holds."""
    parts = [part.strip("_") for part in module.name.split(".")]
    return [f"{module.name} says nothing" for part in parts if part in SAYS_NOTHING]


def shared_modules(modules):
    """The last names that several modules bear, with those modules."""
    bearers = {}
    for module in modules:
        bearers.setdefault(module.name.rpartition(".")[2], set()).add(module.name)
    return {name: found for name, found in bearers.items() if len(found) > 1}


def shared_classes(modules):
    """The names that classes of several modules bear, with those modules."""
    bearers = {}
    for module in modules:
        for node in ast.parse(module.source).body:
            if isinstance(node, ast.ClassDef):
                bearers.setdefault(node.name, set()).add(module.name)
    return {name: found for name, found in bearers.items() if len(found) > 1}


def named_like_their_module(modules):
    """The modules that define a function, or hand one on, of their own name."""
    return {
        module.name
        for module in modules
        for node in statements(ast.parse(module.source).body)
        if module.name.rpartition(".")[2] in defined(node)
    }


def defined(node):
    """The names of functions that a statement makes, or takes from another module."""
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    if isinstance(node, ast.ImportFrom):
        return {alias.asname or alias.name for alias in node.names}
    return set()


def mutable_state(module):
    """A module holds constants: what it names at its top cannot change."""
    complaints = [
        f"{module.name}:{node.lineno} rebinds {', '.join(node.names)}"
        for node in module.nodes
        if isinstance(node, ast.Global)
    ]
    for node in statements(ast.parse(module.source).body):
        names, value = binding(node)
        exported = "__all__" in names and is_names(value)
        if isinstance(node, ast.AugAssign) or (can_change(value) and not exported):
            complaints.append(f"{module.name}:{node.lineno} {', '.join(names)} can change")
    return complaints


def statements(body):
    """The statements a module runs when imported, those under an `if` or a `try` too."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With | ast.For | ast.While):
            for field in ("body", "orelse", "finalbody"):
                yield from statements(getattr(node, field, []))
            for handler in getattr(node, "handlers", []):
                yield from statements(handler.body)


def binding(node):
    """The names a statement binds and the value it gives them."""
    if isinstance(node, ast.Assign):
        return [ast.unparse(target) for target in node.targets], node.value
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        return [ast.unparse(node.target)], node.value
    return [], None


def can_change(value):
    """Whether an expression makes something mutable, in itself or inside."""
    if isinstance(value, MUTABLE):
        return True
    if isinstance(value, ast.Tuple):
        return any(map(can_change, value.elts))
    if isinstance(value, ast.IfExp):
        return can_change(value.body) or can_change(value.orelse)
    if isinstance(value, ast.Call):
        if called(value) in READ_ONLY_CALLS and value.args:
            return any(map(can_change, contents(value.args[0])))
        return called(value) in MUTABLE_CALLS
    return False


def contents(value):
    """What stands inside a literal that is wrapped to be read only; a spread is copied."""
    if isinstance(value, ast.Dict):
        return [one for key, one in zip(value.keys, value.values, strict=True) if key is not None]
    return getattr(value, "elts", [])


def is_names(value):
    """Whether an expression is a tuple or list of strings."""
    return isinstance(value, ast.Tuple | ast.List) and all(
        isinstance(element, ast.Constant) and isinstance(element.value, str)
        for element in value.elts
    )


def takes_over(module):
    """The library leaves the collector, the locale, logging and the clock to its user."""
    if module.top in {"cli", "__main__"}:
        return []
    complaints = [
        f"{module.name} imports {name}"
        for name in imports(module)
        if any(f"{name}.".startswith(f"{other}.") for other in NOT_OURS_MODULES)
    ]
    return complaints + [
        f"{module.name}:{node.lineno} calls {called(node)}"
        for node in module.nodes
        if isinstance(node, ast.Call) and called(node) in NOT_OURS_CALLS
    ]


def counts_strange_digits(module):
    """What `str.isdigit` takes for a digit `int` may refuse, such as a raised one."""
    calls = [
        f"{module.name}:{node.lineno} asks {node.attr}: all_digits knows what int reads"
        for node in module.nodes
        if isinstance(node, ast.Attribute)
        and node.attr in DIGIT_METHODS
        and module.name != "domain.identifiers"
    ]
    patterns = [
        rf"{module.name}:{node.lineno} has \d in a pattern: write [0-9]"
        for node in module.nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and r"\d" in node.value.replace(r"[^\W\d_]", "")
    ]
    return calls + patterns


def texts_elsewhere(module):
    """What is said stands in data/words/, or with the rule that says it."""
    if module.top in {"words", "judgement", "rules"}:
        return []
    return [
        f"{module.name}:{node.lineno} makes a Text"
        for node in module.nodes
        if isinstance(node, ast.Call) and called(node) == "Text"
    ]


DOUBT = {"given", "lost", "rejected", "rejects", "complete"}
"""What of `Records` tells that something was not read or not given."""

READERS = {"records", "reading", "office", "writing", "converters", "cli"}
"""The rooms that read and write what is beside the records."""


def decides_doubt(module):
    """What was not read or not given leaves a gap: `records.gaps` says which, to everybody."""
    if module.top in READERS:
        return []
    return [
        f"{module.name}:{node.lineno} asks records.{node.attr}: ask gaps_of(records)"
        for node in module.nodes
        if isinstance(node, ast.Attribute)
        and node.attr in DOUBT
        and isinstance(node.value, ast.Name | ast.Attribute)
        and "records" in (getattr(node.value, "id", ""), getattr(node.value, "attr", ""))
        and module.name != "planning.changes"  # which shows what was said to be complete
    ]


RULES = (
    decides_doubt,
    upward_imports,
    strange_dependencies,
    too_long,
    says_nothing,
    mutable_state,
    takes_over,
    counts_strange_digits,
    texts_elsewhere,
)


# --- the package obeys them --------------------------------------------------------------


def test_there_is_something_to_read():
    """An empty list of modules would obey every rule."""
    assert MODULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_module_obeys(module, rule):
    """No module of the package breaks a rule of the house."""
    assert rule(module) == []


def test_package_has_no_import_cycle():
    """Inside `rules`, `reading` and `writing` too, imports lead one way."""
    assert cycles(MODULES) == []


def test_no_two_modules_share_a_name():
    """But for those that are known; and each of these still does."""
    assert shared_modules(MODULES) == SHARED_MODULES


def test_no_two_classes_share_a_name():
    """But for those that are known; and each of these still does."""
    assert shared_classes(MODULES) == SHARED_CLASSES


def test_no_function_is_named_like_its_module():
    """But for those that are known: a package would hide the one behind the other."""
    assert named_like_their_module(MODULES) == NAMED_LIKE_THEIR_MODULE


# --- and the rules can find what they look for -------------------------------------------


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("domain", "from ikm_sinergi.records import Records"),
        ("domain", "from ikm_sinergi import records"),
        ("domain", "import ikm_sinergi.records"),
        ("domain", "import ikm_sinergi"),
        ("domain", "from . import records"),
        ("domain", "from .rules.attendance import left_behind"),
        ("domain", "from ..ikm_sinergi.records import Records"),
        ("domain", "def f():\n    from ikm_sinergi.cli import main"),
        ("domain", "if TYPE_CHECKING:\n    from ikm_sinergi.judgement import Context"),
        ("domain", "try:\n    pass\nfinally:\n    import ikm_sinergi.checking"),
        ("domain", "importlib.import_module('ikm_sinergi.checking')"),
        ("rules.attendance", "from ..check import check"),
        ("rules.attendance", "from ikm_sinergi import Records"),
        ("cli", "from ikm_sinergi import check, read"),
        ("surprise", "x = 1"),
    ],
)
def test_upward_import_is_refused(name, source):
    """However it is written, and wherever."""
    assert upward_imports(Module(name, source))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("records", "from ikm_sinergi.domain import Program"),
        ("records", "from ikm_sinergi import errors, domain"),
        ("rules.attendance", "from ..records import Records"),
        ("rules.attendance", "from . import wording\nfrom .wording import years"),
        ("__init__", "from .check import check\nfrom . import rules"),
        ("__main__", "from ikm_sinergi.cli import main"),
        ("errors", "import json\nfrom ikm_sinergi_other import x"),
    ],
)
def test_downward_import_is_fine(name, source):
    """What stands before a module, or beside it in its package, may be imported."""
    assert upward_imports(Module(name, source, is_package=name == "__init__")) == []


def test_package_may_import_its_submodules_but_not_they_it():
    """`rules/__init__.py` lists its modules; a module that reads the list back makes a cycle."""
    package = Module("rules", "from .attendance import left_behind", is_package=True)
    fine = Module("rules.attendance", "from ikm_sinergi.records import Records")
    bad = Module("rules.attendance", "def f():\n    from ikm_sinergi.rules import ALL")
    assert cycles([package, fine]) == []
    assert len(cycles([package, bad])) == 1


def test_longer_cycle_is_found():
    """A cycle by way of a third module is one too."""
    letters = ("a", "b", "c")
    ring = [
        Module(f"writing.{here}", f"from .{there} import x")
        for here, there in zip(letters, ("b", "c", "a"), strict=True)
    ]
    assert cycles(ring)
    assert cycles(ring[:2]) == []


@pytest.mark.parametrize(
    ("name", "source", "count"),
    [
        ("domain", "import attrs, cattrs, csv\nfrom dateutil.parser import isoparse", 0),
        ("domain", "import pandas", 1),
        ("reading.excel", "def f():\n    from python_calamine import load_workbook", 1),
        ("domain", "importlib.import_module('pandas')\nimportlib.import_module(name)", 2),
        ("strategies", "from hypothesis import strategies", 0),
        ("records", "from hypothesis import strategies", 1),
    ],
)
def test_strange_dependency_is_refused(name, source, count):
    """A new dependency is a decision: it is written down in DEPENDENCIES or EXTRAS first."""
    assert len(strange_dependencies(Module(name, source))) == count


def test_names_that_are_shared_are_found():
    """Modules in different rooms, classes in different modules, a function within its module."""
    first = Module("records", "class Heading: ...\ndef read(): ...", is_package=True)
    second = Module("strategies.records", "if x:\n    def records(): ...\nclass Heading: ...")
    handing_on = Module("records.read", "from ikm_sinergi.reading import all_of as read")
    alone = Module("planning.figures", "class Sheet: ...\ndef sheet(): ...")
    assert shared_modules([first, second, alone]) == {"records": {"records", "strategies.records"}}
    assert shared_classes([first, second, alone]) == {"Heading": {"records", "strategies.records"}}
    assert shared_classes([first, alone]) == {}
    assert named_like_their_module([first, second, handing_on, alone]) == {
        "strategies.records",
        "records.read",
    }


def test_long_module_is_refused():
    """Seven hundred lines pass, one more does not."""
    assert too_long(Module("domain", "x = 1\n" * LONGEST)) == []
    assert too_long(Module("domain", "x = 1\n" * (LONGEST + 1)))


@pytest.mark.parametrize("name", ["utils", "rules.base", "reading._common", "helpers.files"])
def test_name_that_says_nothing_is_refused(name):
    """Neither a module nor a package, private or not."""
    assert says_nothing(Module(name, ""))
    assert says_nothing(Module("rules.attendance", "")) == []


@pytest.mark.parametrize(
    "source",
    [
        "X = []",
        "X: dict[str, int] = {}",
        "X = {1, 2}",
        "X = [y for y in z]",
        "X = dict(a=1)",
        "X = collections.defaultdict(list)",
        "X = ([1], 2)",
        "X = MappingProxyType({'a': [1]})",
        "X = [] if y else ()",
        "if y:\n    X = {}",
        "try:\n    pass\nexcept ImportError:\n    X = []",
        "X = 1\ndef f():\n    global X\n    X = 2",
        "X = ()\nX += (1,)",
        "__all__ = names()\n__all__ += ['x']",
    ],
)
def test_mutable_state_is_refused(source):
    """Lists, dicts and sets at the top of a module, wherever they hide."""
    assert mutable_state(Module("domain", source))


@pytest.mark.parametrize(
    "source",
    [
        "__all__ = ['a', 'b']",
        "__all__ = ('a', 'b')",
        "X = MappingProxyType({'a': 1, 'b': (2, 3)})",
        "X = frozenset({'a', 'b'})\nY = tuple([1, 2])\nZ: Final = (1, 'a')",
        "X = re.compile('a')\nT = dict[str, int]",
        "def f():\n    x = []\n    return x",
        "class A:\n    x: list[int]",
    ],
)
def test_constants_are_fine(source):
    """What cannot change may stand at the top; what a function makes is its own."""
    assert mutable_state(Module("domain", source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "import gc",
        "def f():\n    import locale",
        "import logging.handlers",
        "from logging import handlers",
        "from logging.config import dictConfig",
        "logging.getLogger('x').addHandler(y)",
        "day = datetime.date.today()",
    ],
)
def test_taking_over_the_process_is_refused(source):
    """Except in the command line, which is a process of its own."""
    assert takes_over(Module("check", source))
    assert takes_over(Module("cli", source)) == []
    assert takes_over(Module("check", "import logging\nLOG = logging.getLogger(__name__)")) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("if text.isdigit():\n    int(text)", 1),
        ("found = filter(str.isdecimal, text)", 1),
        (r"P = re.compile(r'\d+|(?P<x>[\d.]{2})')", 1),
        (r"P = re.compile(r'(?![^\W\d_])[0-9]+')", 0),
        ("if all_digits(text):\n    int(text)", 0),
    ],
)
def test_strange_digits_are_refused(source, count):
    """One function says what digits are; a letter, as a pattern says it, has none of them."""
    assert len(counts_strange_digits(Module("reading.heads", source))) == count
    assert counts_strange_digits(Module("domain.identifiers", "text.isdigit()")) == []


def test_property_tests_are_the_same_for_everybody():
    """Whether or not CI runs them: what fails here fails there."""
    assert settings.default.derandomize
    assert settings.default.database is None
    assert settings.get_profile("search").database is not None


def test_a_text_elsewhere_is_refused():
    """A key of the catalogue is not one, and a rule has its own."""
    assert texts_elsewhere(Module("writing.text", "REMEDY = Text('to do', 'perbaiki')"))
    assert texts_elsewhere(Module("cli.pages", "from x import y\ny.Text('a', 'b')"))
    assert texts_elsewhere(Module("writing.text", "REMEDY = Text.of('report.remedy')")) == []
    assert texts_elsewhere(Module("rules.ikm1xx.ikm101", "NIB = Text('a', 'b')")) == []


@pytest.mark.parametrize(
    "source",
    [
        "if program in records.rejected('programs', 'id'): ...",
        "whole = 'grants' in records.given",
        "found = self.records.rejects",
    ],
)
def test_doubt_decided_elsewhere_is_refused(source):
    """Only `records.gaps` says what was not read or not given."""
    assert len(decides_doubt(Module("rules.ikm2xx.ikm201", source))) == 1
    assert decides_doubt(Module("records.gaps.losses", source)) == []
