"""Whether a folder lies on a network file system, where SQLite's write-ahead log does not work."""

from __future__ import annotations

import os
from pathlib import Path

_NETWORK = ("nfs", "cifs", "smb", "afs", "9p", "ceph", "lustre", "glusterfs", "gpfs", "beegfs", "fuse.sshfs", "fuse.rclone", "davfs")
_MOUNTS = Path("/proc/self/mounts")


def network_file_system(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """The type of the network file system that holds `path`; `None` on a local one, or where the system does not tell."""
    if not mounts.exists():
        return None
    target = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # the kernel writes blanks in mount points as \040
        point = fields[1].replace("\\040", " ").replace("\\011", "\t")
        if (target == point or target.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind if kind.startswith(_NETWORK) else None
