"""A blog whose contents try the theme: long names, wide and tall things, many links."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

TITLE = "Katherine Johnson and the Trajectories of Mercury-Atlas Six"
WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
BRACKETS = r"\left( \sum_{k=1}^{n} \frac{\frac{1}{k}}{\frac{k^2}{2}} \right)"
HARD = "/2026/03/01/hard/"
"""The post with one of each thing."""
PLAIN = "/2026/02/01/plain/"
PICTURES, FROM_THE_RIGHT = "/2026/02/10/pictures/", "/2026/02/11/from-the-right/"
"""Posts with galleries and long code, in English and in Arabic."""
NEEDLE = "the needle of line ninety"
MANY = 300
"""How many posts have the tag `many`."""

_LINKS = ("About", "Archive", "Projects", "Talks", "Books", "Photographs", "Now", "Uses", "Friends")
_SUM = " + ".join(f"b_{{{n}}}" for n in range(30))
_CONFIG = f"""
title: {TITLE}
description: Notes on orbits, and one {WORD}.
lang: en
timezone: UTC
permalink: /:year/:month/:day/:title/
url: https://orbits.example.com
paginate: 20
logo: /images/missing-logo.svg
author: {{name: Katherine Johnson, picture: /images/tall.png, bio: Computes orbits., url: /about/}}
repository: example/orbits
mastodon: [{{username: kj, instance: orbits.example}}]
nav:
"""
_AUTHORS = f"""
mary: {{name: Mary Jackson, picture: /images/no-such-face.jpg, bio: Builds wind tunnels.}}
grace:
  name: Grace Brewster Murray Hopper-{WORD}
  picture: /images/side.png
  url: /about/
  github: grace
  links: [{{label: {WORD}, url: https://example.org/}}]
  bio: |
    Wrote a **compiler**, and one {WORD}.

    > Ships are safe in harbours.
"""
_TAGS = f"plain: Of what is *plain*, and one {WORD}.\n"
AUTHOR = "/authors/grace/"
_HARD = f"""---
title: Everything that is hard to set
tags: [many, hard]
image: /images/no-such-picture.png
---
The word {WORD} begins it.[^1]

A line that is long enough to be measured, as it goes on and on about orbits and what became of \
them, about the sea and the ships that waited there, and about numbers that a woman wrote down \
with a pencil, by hand, on a sheet of paper that was wider than the desk it lay upon.

$$ {BRACKETS} $$

$$ {" + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(60))} $$

Some in a line, $$ {BRACKETS} $$, and a long one, $$ {_SUM} $$.

![A drawing in black](/images/black.svg)

![A tall picture](/images/tall.png)

<img src="/images/side.png" alt="A picture at the side" align="left"> The text beside a picture that
floats keeps its distance, however long it is, and it is long enough to reach below the picture, so
that a reader sees what happens there. {"It goes on. " * 30}

<img src="/images/side.png" alt="At the other side" class="align-right"> {"It goes on. " * 30}

<iframe src="/about/" width="560" height="315" title="A frame"></iframe>

```console
$ pip install orbits
Collecting orbits
$ orbits --launch
```

```python
{"x = " + " + ".join(f"number_{n}" for n in range(40))}
```

```python title="orbits/launch.py" {{2-3}}
import orbits
orbits.count(3)
orbits.launch()
```

```bash
$ make orbits
```

    code without a language

| {" | ".join(f"column {n}" for n in range(14))} |
|{"---|" * 14}
| {" | ".join(f"a value of {n}" for n in range(14))} |

> [!WARNING]
> A callout of GitHub's, and `code` in it.
>
> Two paragraphs.

> [!note]
>
> - a list

A tip of Chirpy's, with a [link](/about/).
{{: .prompt-tip}}

> A notice of Minimal Mistakes' that is a quotation.
{{: .notice--danger}}

## A section

{"Text of a section that has something to say. " * 80}

### Another section

{"More text. " * 60}

## The last

[^1]: A note that stands beside its mark. {"It is long. " * 10}
"""


_LONG_CODE = "\n".join(f"line({n})" for n in range(120)).replace("line(90)", f"# {NEEDLE}")
_GALLERY = """---
title: A gallery
lang: {lang}
gallery:
  - {{url: /images/sea-1.png, image_path: /images/sea-1.png, alt: I, title: Of an include}}
  - {{image_path: /images/sea-2.png, alt: Second}}
---
![A badge](/images/side.png) ![A badge](/images/side.png)

![The sea](/images/sea-1.png)
*The sea at dusk, as [Mary](/about/) saw it.*

![](/images/sea-1.png) ![A pier](/images/sea-2.png "A pier in spring")

![Other words](/images/sea-1.png)
{{: .gallery}}

{{% include gallery %}}

```python
{code}
```

{text}
"""


def write_hard_blog(root: Path) -> None:
    """Put the blog into a folder."""
    nav = "".join(f"  - {{title: {name}, url: /{name.lower()}/}}\n" for name in _LINKS)
    _write(root / "_config.yml", _CONFIG.lstrip() + nav)
    _write(root / "_data/authors.yml", _AUTHORS)
    _write(root / "_data/tags.yml", _TAGS)
    _write(root / "about.md", "---\ntitle: About\n---\nA page.\n")
    _write(root / "_posts/2026-03-01-hard.md", _HARD)
    for name, lang in (("10-pictures", "en"), ("11-from-the-right", "ar")):
        text = _GALLERY.format(lang=lang, code=_LONG_CODE, text="Words. " * 900)
        _write(root / f"_posts/2026-02-{name}.md", text)
    for path, text in _posts():
        _write(root / path, text)
    for name, svg in _DRAWINGS.items():
        _write(root / "images" / name, svg)
    for name, size in _SIZES.items():
        (root / "images" / name).write_bytes(_picture(*size))


def _posts() -> Iterator[tuple[str, str]]:
    yield (
        "_posts/2026-02-01-plain.md",
        "---\ntitle: A plain one\ntags: [plain]\npin: true\nauthor: mary\n"
        "image: {path: /images/side.png, alt: A ring}\nlast_modified_at: 2026-02-09\n---\n"
        f"{WORD}{WORD} stands in its first line.\n",
    )
    day = date(2026, 1, 31)
    for number in range(MANY - 1):
        name = f"_posts/{day:%Y-%m-%d}-number-{number}.md"
        author = "author: grace\n" if number < 30 else ""
        matter = f"title: Number {number}\ntags: [many]\n{author}"
        yield name, f"---\n{matter}---\nThis is number {number}.\n"
        day -= timedelta(days=9)


_SIZES = {"tall.png": (300, 1800), "side.png": (200, 160)}
_SIZES |= {"sea-1.png": (1600, 1000), "sea-2.png": (1000, 1600)}
_DRAWINGS = {
    "black.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120">'
    '<path d="M10 110 L200 10 L390 110" fill="none" stroke="#000" stroke-width="6"/></svg>',
}


def _picture(width: int, height: int) -> bytes:
    """A PNG that is black where it is not transparent."""
    from io import BytesIO

    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((4, 4, width - 4, height - 4), outline=(0, 0, 0, 255), width=6)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
