"""What the tests that read code know of Python's syntax."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

Setting = tuple[str, ...]
"""A key below other keys: `("feed", "path")`."""


@dataclass(frozen=True)
class Fact:
    """What is known of an expression: settings whose value it may be, or one of whose keys it may
    be; texts that it may be or hold; names of functions that it may be."""

    values: frozenset[Setting] = frozenset()
    keys: frozenset[Setting] = frozenset()
    words: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()

    def __or__(self, other: "Fact") -> "Fact":
        if other is NOTHING or self is NOTHING:
            return self if other is NOTHING else other
        return Fact(
            self.values | other.values,
            self.keys | other.keys,
            self.words | other.words,
            self.functions | other.functions,
        )


NOTHING = Fact()


def assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names with what they are assigned; those of a group with any of what the group is."""
    targets: list[ast.expr] = []
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            for pair in zip(names, values, strict=False):
                yield from assigned(ast.Assign([pair[0]], pair[1]))
        case ast.Assign(targets=targets, value=value):
            pass
        case ast.NamedExpr(value=value) | ast.AnnAssign(value=ast.expr() as value):
            targets = [node.target]
    for target in targets:
        yield from ((name, value) for name in names_in(target))


def names_in(target: ast.expr) -> Iterator[str]:
    """The names that a target binds: not those whose attributes or elements it sets."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for each in target.elts:
            yield from names_in(each)


def texts_in(node: ast.AST) -> frozenset[str]:
    """The texts in a literal; of a mapping its keys."""
    parts = node.keys if isinstance(node, ast.Dict) else ast.walk(node)
    found = (part.value for part in parts if isinstance(part, ast.Constant))
    return frozenset(each for each in found if isinstance(each, str))
