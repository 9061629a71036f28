"""A blog over ports in memory, of any size."""

from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.settings import Settings
from handler.wiring import Services

PARAGRAPHS = """\
Some words about *caching*, a [link](https://example.com/) and `code`.

```python
def cached(key):
    return table.get(key) or store(key, render(key))
```

- first
- second, with "quotes" -- and dashes

```bash
aws s3 sync . s3://bucket
```

"""


def make_services(*, remembered_seconds: float, like: Services | None = None) -> Services:
    """Services over an empty bucket and table, or over those of others."""
    settings = Settings("bucket", "table", "https://blog.example", remembered_seconds)
    bucket = like.bucket if like else MemoryBucket()
    table = like.table if like else MemoryTable()
    services = Services(settings)
    vars(services).update(bucket=bucket, table=table)
    return services


def publish_posts(services: Services, number: int) -> None:
    """Publish that many posts, five a day."""
    for index in range(number):
        publish_post(services, index)


def publish_post(services: Services, index: int, text: str = PARAGRAPHS) -> str:
    """Upload and publish one post."""
    day = index % 28 + 1
    month = index // 28 % 12 + 1
    key = f"_posts/{2020 + index // 336}-{month:02}-{day:02}-post-{index}.md"
    front = f"---\ntitle: Post {index}\ntags: [tag{index % 20}, all]\ncategory: News\n---\n"
    services.bucket.put(key, (front + text).encode(), "text/markdown")
    services.publisher.publish(key)
    return key
