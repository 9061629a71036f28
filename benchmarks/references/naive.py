"""A blog as people put one on Zappa: posts in S3, rendered pages kept in DynamoDB."""

import os

import boto3
import frontmatter
from flask import Flask, abort, render_template
from markdown_it import MarkdownIt

app = Flask(__name__)
s3 = boto3.client("s3")
dynamodb = boto3.client("dynamodb")
markdown = MarkdownIt("commonmark").enable("table")

BUCKET = os.environ["NAIVE_BUCKET"]
TABLE = os.environ["NAIVE_TABLE"]


@app.get("/<slug>")
def show(slug: str) -> str:
    """A post, from the table if it was rendered before."""
    found = dynamodb.get_item(TableName=TABLE, Key={"slug": {"S": slug}}).get("Item")
    return found["html"]["S"] if found else render(slug)


def render(slug: str) -> str:
    """Render a post, and keep it."""
    try:
        source = s3.get_object(Bucket=BUCKET, Key=f"{slug}.md")["Body"].read()
    except s3.exceptions.NoSuchKey:
        abort(404)
    post = frontmatter.loads(source.decode())
    html = render_template("post.html", slug=slug, post=post, body=markdown.render(post.content))
    dynamodb.put_item(TableName=TABLE, Item={"slug": {"S": slug}, "html": {"S": html}})
    return html
