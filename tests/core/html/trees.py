"""HTML as an independent parser reads it, for tests that compare what is shown, not how written."""

import html5lib


def tree_of(html: str) -> list[str]:
    """The elements, attributes, comments and texts of HTML in order; attributes in any order."""
    found: list[str] = []
    text = ""
    waiting = [(html5lib.parseFragment(html, treebuilder="dom"), 0)]
    while waiting:
        node, depth = waiting.pop()
        if node.nodeName == "#text":
            text += node.nodeValue
            continue
        found += [f"text {text!r}"] if text else []
        attributes = dict(node.attributes.items()) if node.attributes else {}
        found.append(f"{depth} {node.nodeName} {sorted(attributes.items())} {node.nodeValue or ''}")
        waiting += [(child, depth + 1) for child in reversed(node.childNodes)]
        text = ""
    return [*found, f"text {text!r}"] if text else found
