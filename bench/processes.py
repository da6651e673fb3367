"""What processes used, as the kernel counts it (Linux)."""

import contextlib
import os
import re
from pathlib import Path

from bench.arithmetic import machine_ticks, parse_stat, tree

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(root):
    """CPU of a process and its descendants, the ended ones included."""
    stats = _stats()
    return sum(stats[pid][1] for pid in tree(root, {pid: parent for pid, (parent, _) in stats.items()})) / TICKS


def machine_seconds():
    busy, all_ = machine_ticks((PROC / "stat").read_text())
    return busy / TICKS, all_ / TICKS


def resident_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+) kB", (PROC / str(pid) / "status").read_text())[1]) / 1024


def peak_mb(pid):
    """The most that a process ever held."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", (PROC / str(pid) / "status").read_text())[1]) / 1024


def children(root):
    return [pid for pid, (parent, _) in _stats().items() if parent == root]


def _stats():
    found = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):  # it has ended meanwhile
                found[int(folder.name)] = parse_stat((folder / "stat").read_text())
    return found
