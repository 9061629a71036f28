"""A blog in a repository with a real history."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

POST = "---\ntitle: A post\n---\nText."
FILES = {
    "_config.yml": "permalink: pretty\n",
    "_posts/2020-01-01-a.md": POST,
    "_posts/2020-01-02-b.md": POST,
    "_posts/2020-01-03-c.md": POST,
    "images/cat.txt": "meow",
}


class Repository:
    """A repository whose files are written, deleted and committed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """Run git as somebody."""
        who = ["-c", "user.name=Jo", "-c", "user.email=jo@example.org"]
        command = ["git", *who, "-C", str(self.folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, files: Mapping[str, str | None]) -> str:
        """Commit files, of which those without text are deleted; gives the commit."""
        for key, text in files.items():
            path = self.folder / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text) if text is not None else path.unlink()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "Change")
        return self.git("rev-parse", "HEAD")
