"""A project: a folder with `schema.yaml` and `annotations.db`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from annotator.formats.schema_yaml import read_schema
from annotator.model.errors import Misuse, Unavailable
from annotator.model.names import RESERVED_NAMES, name_fault
from annotator.model.schema import Schema
from annotator.store import Store, schemas
from annotator.workflow.places import SCHEMA_NAME, STORE_NAME
from annotator.workflow.shipped import shipped_schema


@dataclass(frozen=True, slots=True)
class Project:
    """An opened project; a context manager that closes the store."""

    folder: Path
    store: Store
    schema: Schema

    def __enter__(self) -> Project:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.store.close()


def init_project(folder: Path, *, schema: Path | None = None, force_network_fs: bool = False) -> Project:
    """A new project in `folder` with a copy of the schema (the shipped one by default).

    Raises Misuse where there is a project already, BadSchema when the schema has faults, OSError
    when the folder can't be written.
    """
    if (folder / STORE_NAME).exists():
        raise Misuse(f"there is a project in {folder} already", "open it: annotator annotate --project DIR")
    target = folder / SCHEMA_NAME
    data = target.read_bytes() if schema is None and target.exists() else (schema or shipped_schema()).read_bytes()
    value = read_schema(data, str(target if schema is None else schema))
    folder.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_bytes(data)
    elif target.read_bytes() != data:
        raise Misuse(f"{target} is there already and differs", "leave out --schema, or use another folder")
    store = Store.create(folder / STORE_NAME, force_network_fs=force_network_fs)
    schemas.use(store, value)
    return Project(folder, store, value)


def open_project(
    folder: Path,
    *,
    read_only: bool = False,
    force_network_fs: bool = False,
    on_busy: Callable[[float], None] | None = None,
) -> Project:
    """The project in `folder`, its schema read afresh and noted in the store when it is new.

    Raises Unavailable when store or schema can't be read, BadSchema when the schema has faults.
    """
    path = folder / SCHEMA_NAME
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path} can't be read: {error.strerror}", "a project needs its schema.yaml beside annotations.db") from error
    schema = read_schema(data, str(path))
    store = Store.open(folder / STORE_NAME, read_only=read_only, force_network_fs=force_network_fs, on_busy=on_busy)
    if not read_only:
        schemas.use(store, schema)
    return Project(folder, store, schema)


def checked_name(name: str) -> str:
    """The annotator's name when a person may use it.

    Raises Misuse for a name of the wrong form or a reserved one.
    """
    if fault := name_fault(name):
        raise Misuse(f"{name!r} can't be an annotator: {fault}", "choose one with --as NAME")
    if name in RESERVED_NAMES:
        raise Misuse(f"{name!r} is reserved", "choose another with --as NAME")
    return name
