"""Peak memory of pre-annotation by number of articles: `python benchmarks/preannotation_memory.py [SIZE …] [--jobs N]`.

Every run is a process of its own. The pipeline is cheap, a ruler with our quotes and events; the articles are short, but each
has words that no other has, as names and numbers in news are, so that whatever grows with the words seen grows here too.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import orjson
import spacy

from annotator.workflow.importing import import_files
from annotator.workflow.project import init_project

_WORDS = 60
_NEW = 12
_MILLION = 1_000_000
_RUN = """
import json, resource, sys
from pathlib import Path
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import open_project
with open_project(Path(sys.argv[1])) as project:
    report = preannotate(project, pipeline=sys.argv[2], jobs=int(sys.argv[3]))
# what getrusage says of this process begins with the memory of the one that started it
mine = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
peaks = [mine / 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]
print(json.dumps([report.articles, report.skipped, report.seconds, *peaks]))
"""


def main() -> None:
    """Print the table, and what the growth between the two largest numbers of articles makes of a million."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[2_000, 10_000, 20_000])
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    print(f"{'articles':>10}{'what':>10}{'seconds':>10}{'this process, MB':>18}{'largest worker, MB':>20}")
    peaks = {}
    for count in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            pipeline = _pipeline(folder / "rules")
            _fill(folder, count)
            for what in ("run", "again"):
                articles, skipped, seconds, *found = _measured(folder / "project", pipeline, options.jobs)
                assert (articles, skipped) == ((count, 0) if what == "run" else (0, count))
                print(f"{count:>10,}{what:>10}{seconds:>10.1f}{found[0]:>18.1f}{found[1]:>20.1f}")
                peaks[count, what] = found
    fewer, more = sorted(options.sizes)[-2:]
    for what in ("run", "again"):
        far = [b + (b - a) / (more - fewer) * (_MILLION - more) for a, b in zip(peaks[fewer, what], peaks[more, what], strict=True)]
        print(f"{_MILLION:>10,}{what:>10}{'':>10}{far[0]:>18.1f}{far[1]:>20.1f}  extrapolated")


def _pipeline(folder: Path) -> Path:
    nlp = spacy.blank("en", meta={"name": "cheap", "version": "1.0"})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Ann Lee"}, {"label": "LOC", "pattern": "Selwick"}])  # type: ignore[attr-defined]
    nlp.to_disk(folder)
    return folder


def _fill(folder: Path, count: int) -> None:
    source = folder / "articles.jsonl"
    with source.open("wb") as file:
        for number, text in enumerate(_texts(count)):
            file.write(orjson.dumps({"id": f"a{number:07}", "text": text}) + b"\n")
    with init_project(folder / "project") as project:
        import_files(project, [source])


def _texts(count: int) -> Iterator[str]:
    chance = random.Random(1)
    common = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(5_000)]
    for _ in range(count):
        new = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=10)) for _ in range(_NEW)]
        yield "“We stay in Selwick,” said Ann Lee. " + " ".join(chance.choices(common, k=_WORDS) + new) + "."


def _measured(project: Path, pipeline: Path, jobs: int) -> list[float]:
    done = subprocess.run([sys.executable, "-c", _RUN, str(project), str(pipeline), str(jobs)], capture_output=True, text=True, check=True)
    found: list[float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
