"""Loads one visit within limits of processor time and memory, and prints its findings.

The memory is that beyond what the program itself takes. It runs as a process of its own:
`python -m tests.hostile.worst FOLDER SECONDS MEGABYTES`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from generator.load import load_standing, load_visit
from tests.support.project import PROJECT


def main(folder: Path, seconds: int, megabytes: int) -> None:
    standing, _ = load_standing(PROJECT / "docs")
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds))
    _, findings = load_visit(folder, standing, folder.parents[1])
    print(json.dumps(sorted({finding.code for finding in findings})))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
