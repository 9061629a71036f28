"""Which settings of `_config.yml` the code reads, told from its syntax.

What comes out of a `SiteConfig` is followed through names, loops, calls and answers until a key is
taken out of it: `site.under("feed").get("path")` reads `feed`, and in it `path`. Methods of one
name are taken for one another, so that rather too much is followed than too little.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache, reduce
from itertools import product
from pathlib import Path

from handler.core.model.entries import SiteConfig
from tests.support.syntax import NOTHING, Fact, Setting, assigned, names_in, texts_in

Definition = ast.FunctionDef | ast.AsyncFunctionDef

_SITE: Setting = ("", "site")
_DEEPEST = 3
_KEY = re.compile(r"[a-zA-Z][\w-]+")
_SITE_CLASSES = {"SiteConfig", "_Settings"}
_SITE_READS = {"under", "text", "flag", "mapping"}
_FIELDS: dict[str, Setting] = {
    field.name: () if field.name == "data" else (field.name,)
    for field in fields(SiteConfig)
    if not isinstance(field.default, str | bool | int)
}
_PASSED_ON = {
    *("cast", "dict", "enumerate", "filter", "frozenset", "list", "map", "mapping", "next"),
    *("reversed", "set", "sorted", "str", "tuple", "zip"),
}
_BINDING = (ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.For, ast.comprehension)
_NOTED = (ast.Call, ast.Subscript, ast.Compare, ast.BinOp, ast.Match)
_A_SITE = Fact(values=frozenset([_SITE]))


def settings_read(package: Path) -> set[Setting]:
    """Every setting that the modules of a package read."""
    code = _Code()
    # What an import reads are the settings of other programs.
    ours = (path for path in package.rglob("*.py") if "importing" not in path.parts)
    for path in ours:
        name = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        code.add(ast.parse(path.read_text(encoding="utf-8")), name.removesuffix(".__init__"))
    waiting = {each: None for functions in code.functions.values() for each in functions}
    while waiting:
        function = next(iter(waiting))
        del waiting[function]
        waiting |= dict.fromkeys(function.follow())
    return code.read


class _Code:
    """All functions by their names, the constants beside them, and what was found out."""

    def __init__(self) -> None:
        self.read = set[Setting]()
        self.functions = defaultdict[str, list[_Function]](list)
        self.constants: dict[str, Fact] = {}
        self.sites = {"site"}
        self._called: dict[tuple[_Function, ast.Call], _Function] = {}

    def add(self, tree: ast.Module, module: str) -> None:
        """Add a module."""
        names = {
            each.asname or each.name: f"{node.module}.{each.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for each in node.names
        }
        for node in tree.body:
            for target, value in assigned(node):
                names[target] = f"{module}.{target}"
                self.constants[names[target]] = Fact(words=texts_in(value))
            if isinstance(node, Definition):
                names[node.name] = f"{module}.{node.name}"
        for parent in ast.walk(tree):
            owner = module if parent is tree else ""
            for member in ast.iter_child_nodes(parent):
                self._add_member(member, parent, owner, names)

    def _add_member(
        self, node: ast.AST, parent: ast.AST, owner: str, names: dict[str, str]
    ) -> None:
        if isinstance(parent, ast.ClassDef) and parent.name in _SITE_CLASSES:
            return
        if isinstance(node, Definition):
            function = _Function(self, node, names)
            self.functions[f"{owner}.{node.name}"].append(function)
        elif isinstance(node, ast.AnnAssign) and _is_site_class(node.annotation):
            self.sites |= {each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)}

    def called(self, name: str, call: ast.Call) -> list["_Function"]:
        """The functions of a name as one call uses them, apart from what others give them."""
        pairs = [(function, call) for function in self.functions.get(name, [])]
        for function, _ in pairs:
            if (function, call) not in self._called:
                self._called[function, call] = _Function(self, function.node, function.names)
        return [self._called[pair] for pair in pairs]

    def fact_of_functions(self, *names: str) -> Fact:
        """What is known of a name that may be one of these functions, if they are any."""
        functions = frozenset(name for name in names if name in self.functions)
        return Fact(functions=functions) if functions else NOTHING

    def take(self, values: frozenset[Setting], words: frozenset[str]) -> Fact:
        """Keys are taken out of settings: what that gives."""
        if not (values and words):
            return NOTHING
        taken = {
            (*value, word)
            for value, word in product(values - {_SITE}, words)
            if len(value) < _DEEPEST and _KEY.fullmatch(word)
        }
        self.read |= taken
        return Fact(values=frozenset(taken))


def _is_site_class(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id in _SITE_CLASSES


def _is_of_pairs(node: ast.expr) -> bool:
    """Whether it ends with `.items()`."""
    match node:
        case ast.Call(func=ast.Attribute(attr="items"), args=[], keywords=[]):
            return True
    return False


@dataclass(frozen=True)
class _Parts:
    """What is looked at in a function."""

    binding: list[ast.AST]
    noted: list[ast.AST]
    calls: list[ast.Call]
    answers: list[ast.expr]


@cache
def _parts_of(node: Definition) -> _Parts:
    """Found once, as many calls use a function."""
    nodes = list(ast.walk(node))
    return _Parts(
        [each for each in nodes if isinstance(each, _BINDING)],
        [each for each in nodes if isinstance(each, _NOTED)],
        [each for each in nodes if isinstance(each, ast.Call)],
        [each.value for each in nodes if isinstance(each, ast.Return | ast.Yield) and each.value],
    )


class _Function:
    """A function, by itself or as one call uses it: what its names are known to be."""

    def __init__(self, code: _Code, node: Definition, names: dict[str, str]) -> None:
        self.node, self.names, self._code = node, names, code
        self._parts = _parts_of(node)
        arguments = [*node.args.posonlyargs, *node.args.args]
        self._arguments = [each.arg for each in arguments if each.arg not in {"self", "cls"}]
        self._known = {
            each.arg: _A_SITE
            for each in (*arguments, *node.args.kwonlyargs)
            if _is_site_class(each.annotation)
        }
        self._answer = _A_SITE if _is_site_class(node.returns) else NOTHING
        self._callers = set[_Function]()

    def follow(self) -> list["_Function"]:
        """Follow settings through the function; answers which functions know more by it."""
        while sum(map(self._bind, self._parts.binding)):
            pass
        for node in self._parts.noted:
            self._note(node)
        changed = [each for node in self._parts.calls for each in self._call(node)]
        found = self._any(self._parts.answers)
        answer = self._answer | Fact(found.values, found.keys)
        if answer == self._answer:
            return changed
        self._answer = answer
        return [*changed, *self._callers]

    def _learn(self, name: str, fact: Fact) -> bool:
        known = self._known.get(name, NOTHING)
        self._known[name] = known | fact
        return self._known[name] != known

    def _bind(self, node: ast.AST) -> bool:
        facts = [(name, self._fact(value)) for name, value in assigned(node)]
        if isinstance(node, ast.For | ast.comprehension):
            fact = self._fact(node.iter)
            if _is_of_pairs(node.iter) and isinstance(node.target, ast.Tuple):
                key, value = node.target.elts
                facts += [(name, Fact(keys=fact.keys, words=fact.words)) for name in names_in(key)]
                facts += [(name, Fact(values=fact.values)) for name in names_in(value)]
            else:
                facts += [(name, fact) for name in names_in(node.target)]
        return sum([self._learn(*each) for each in facts]) > 0

    def _callees(self, function: ast.expr, call: ast.Call) -> list["_Function"]:
        callees = [
            each
            for name in self._fact(function).functions
            for each in self._code.called(name, call)
        ]
        for each in callees:
            each._callers.add(self)
        return callees

    def _call(self, node: ast.Call) -> Iterator["_Function"]:
        """Tells the functions that a call calls what they are called with."""
        function, given = node.func, node.args
        if isinstance(function, ast.Name) and function.id in {"map", "filter"}:
            function, *given = given
        for callee in self._callees(function, node):
            pairs = [*zip(callee._arguments, given, strict=False)]
            pairs += [(each.arg, each.value) for each in node.keywords if each.arg]
            if sum([callee._learn(name, self._fact(value)) for name, value in pairs]):
                yield callee

    def _note(self, node: ast.AST) -> None:
        """Notes keys that are looked for, be it `"path" in feed` or `name == "path"`."""
        match node:
            case ast.Call() | ast.Subscript():
                self._fact(node)
            case ast.Compare(left=left, comparators=[right]):
                one, other = self._fact(left), self._fact(right)
                self._code.take(one.keys, other.words)
                if isinstance(node.ops[0], ast.In | ast.NotIn):
                    self._code.take(other.values, one.words)
            case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
                self._code.take(self._fact(left).keys, self._fact(right).words)
            case ast.Match(subject=subject, cases=cases):
                for each in cases:
                    self._code.take(self._fact(subject).keys, texts_in(each.pattern))

    def _any(self, nodes: Iterable[ast.expr]) -> Fact:
        return reduce(Fact.__or__, map(self._fact, nodes), NOTHING)

    def _fact(self, node: ast.expr) -> Fact:
        match node:
            case ast.Constant(value=str(text)):
                return Fact(words=frozenset([text]))
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute(value=owner, attr=name):
                return self._attribute(owner, name)
            case ast.Subscript(value=owner, slice=key):
                return self._code.take(self._fact(owner).values, self._fact(key).words)
            case ast.Call():
                return self._result(node)
            case ast.Dict():
                return Fact(words=texts_in(node))
            case ast.IfExp(body=one, orelse=other):
                return self._any((one, other))
            case (
                ast.GeneratorExp(elt=inner)
                | ast.ListComp(elt=inner)
                | ast.SetComp(elt=inner)
                | ast.NamedExpr(value=inner)
                | ast.Starred(value=inner)
            ):
                return self._fact(inner)
            case ast.BoolOp() | ast.BinOp() | ast.Tuple() | ast.List() | ast.Set():
                return self._any(n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr))
        return NOTHING

    def _named(self, name: str) -> Fact:
        full = self.names.get(name, "")
        known = self._known.get(name) or self._code.constants.get(full, NOTHING)
        return known | self._code.fact_of_functions(full)

    def _attribute(self, owner: ast.expr, name: str) -> Fact:
        if isinstance(owner, ast.Name) and owner.id in self.names:
            return self._code.fact_of_functions(f"{self.names[owner.id]}.{name}", f".{name}")
        if name in self._code.sites:
            return _A_SITE
        if name in _FIELDS and _SITE in self._fact(owner).values:
            return Fact(values=frozenset([_FIELDS[name]]))
        return self._code.fact_of_functions(f".{name}")

    def _result(self, node: ast.Call) -> Fact:
        """What a call gives: a setting, what was given, or what the function is known to answer."""
        if isinstance(node.func, ast.Attribute):
            owner, words = self._fact(node.func.value), self._any(node.args[:1]).words
            match node.func.attr:
                case name if _SITE in owner.values and name in _SITE_READS:
                    return self._code.take(frozenset([()]), words)
                case "get" | "pop":
                    return self._code.take(owner.values, words)
                case "items" | "keys" | "values":
                    return Fact(owner.values, owner.values, owner.words)
        if isinstance(node.func, ast.Name):
            if node.func.id in _SITE_CLASSES:
                return _A_SITE
            if node.func.id in _PASSED_ON:
                return self._any(node.args)
        answers = (function._answer for function in self._callees(node.func, node))
        return reduce(Fact.__or__, answers, NOTHING)
