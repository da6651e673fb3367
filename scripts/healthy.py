"""What a container's health check asks: can this web process serve pages, or does this container's worker still run?

Whether the portal as a whole is well is asked by an alarm at /sehat/: a queue that stands still or a job that failed
is no reason to take a container out.
"""

import os
import sys
import urllib.request
from pathlib import Path


def web_answers():
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0]
    request = urllib.request.Request(
        "http://127.0.0.1:8000/sehat/web/", headers={"Host": host, "X-Forwarded-Proto": "https"}
    )
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        return answer.status == 200


def runs(role):
    """The container's processes, read where Linux shows them: no tool is needed in the image."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        words = command.read_bytes().split(b"\0")
        if b"okoce" in words and role.encode() in words and not words[0].endswith(b"init"):
            return True
    return False


if __name__ == "__main__":
    role = sys.argv[1] if len(sys.argv) > 1 else "web"
    sys.exit(not (web_answers() if role == "web" else runs(role)))
