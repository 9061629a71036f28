"""A blog of any size."""

from random import Random

import boto3

from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.settings import Settings
from handler.wiring import Services

_CODE = """\
```python
def cached(key):
    return table.get(key) or store(key, render(key))
```

```bash
aws s3 sync . s3://bucket
```
"""
_PROSE = """
{} *{}*, [{}](https://example.com/{}) and `{}`.

- {}
- {}, with "{}" -- and {}
"""
_LENGTH = 5_000
_LETTERS = "eeeetttaaaooinnsshhrdlucmwfgypbvk"


def make_services(bucket: MemoryBucket | None = None) -> Services:
    """Services over an empty bucket and table in memory."""
    settings = Settings("bucket", "table", "https://blog.example")
    return Services(settings, bucket=bucket or MemoryBucket(), table=MemoryTable())


def publish_posts(services: Services, number: int) -> None:
    """Publish that many posts, five a day."""
    for index in range(number):
        publish_post(services, index)


def publish_post(services: Services, index: int, text: str = "") -> None:
    """Upload and publish a post, with a text of its own unless another is given."""
    key = f"_posts/{'-'.join(_date(index))}-post-{index}.md"
    services.bucket.put(key, source(index, text or text_of(index)), "text/markdown")
    services.publisher.publish(key)


def copy_index(services: Services, table: str) -> None:
    """Put all that the index holds into a table of DynamoDB."""
    with boto3.resource("dynamodb").Table(table).batch_writer() as batch:
        for key, item in services.table.scan():
            batch.put_item(Item={"pk": key.pk, "sk": key.sk, **item})


def source(index: int, text: str) -> bytes:
    """The file of a post."""
    front = f"title: Post {index}\ntags: [tag{index % 20}, all]\ncategory: News"
    return f"---\n{front}\n---\n{text}".encode()


def text_of(index: int) -> str:
    """A text of the usual length with two code blocks, as varied as prose is."""
    random = Random(index)
    words = ["".join(random.choices(_LETTERS, k=random.randint(2, 9))) for _ in range(400)]
    text = _CODE
    while len(text) < _LENGTH:
        phrases = [" ".join(random.choices(words, k=k)) for k in (30, 2, 2, 1, 1, 8, 8, 1, 3)]
        text += _PROSE.format(*phrases)
    return text


def path_of(index: int) -> str:
    """Where readers find a post."""
    return f"/news/{'/'.join(_date(index))}/post-{index}.html"


def _date(index: int) -> tuple[str, str, str]:
    return str(2020 + index // 336), f"{index // 28 % 12 + 1:02}", f"{index % 28 + 1:02}"
