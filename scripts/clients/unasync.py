"""Makes peerster.sync of the Python client from peerster.aio: the same code without async and await."""

import re
import sys
from pathlib import Path

WORDS = {
    "aio": "sync",
    "AsyncIterator": "Iterator",
    "StopAsyncIteration": "StopIteration",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "anext": "next",
}
HEAD = "# Made from peerster.aio by scripts/clients/unasync.py. DO NOT EDIT.\n"


def without_async(source: str) -> str:
    source = re.sub(r"\b(async|await) +", "", source)
    return HEAD + re.sub(r"\b\w+\b", lambda word: WORDS.get(word.group(), word.group()), source)


def main(package: Path) -> None:
    for path in sorted((package / "aio").glob("*.py")):
        if path.name not in ("__init__.py", "_grpc.py"):
            (package / "sync" / path.name).write_text(without_async(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
