"""Reads the export folder that the console writes: raw little-endian columns in (user, seq) order."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

FORMAT_VERSION = 1
COLUMNS = {
    "user": ("events.user.i32", "<i4"),
    "item": ("events.item.i32", "<i4"),
    "actions": ("events.actions.i32", "<i4"),
    "at_ms": ("events.at_ms.f64", "<f8"),
    "session": ("events.session.i32", "<i4"),
    "surface": ("events.surface.i16", "<i2"),
}
# Slates that were shown and logged apart from the sequences: one row a slate, then one row per item shown.
SLATE_COLUMNS = {
    "user": ("slates.user.i32", "<i4"),
    "at_ms": ("slates.at_ms.f64", "<f8"),
    "surface": ("slates.surface.i16", "<i2"),
    "length": ("slates.length.i32", "<i4"),
}
SHOWN_COLUMNS = {"item": ("slates.item.i32", "<i4"), "actions": ("slates.actions.i32", "<i4")}


class BadExport(Exception):
    """The export folder cannot be used; the message is one sentence for the person who runs the command."""


@dataclass(frozen=True)
class Item:
    id: str
    title: str
    topics: tuple[str, ...]
    creator: str = ""
    boards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slates:
    """Impressions with what came of each, in (user, time) order. `start[s]:start[s + 1]` are the items of slate s."""

    user: np.ndarray
    at_ms: np.ndarray
    # Dense surface number of the dataset; -1 unknown.
    surface: np.ndarray
    start: np.ndarray
    item: np.ndarray
    # [items shown, A] multi-hot.
    actions: np.ndarray


@dataclass(frozen=True)
class Dataset:
    """One exported dataset. `start[u]:start[u + 1]` are the events of user u, oldest first."""

    name: str
    hash: str
    # The same for every dataset with these items; none where the export does not say.
    catalogue_hash: str | None
    action_names: tuple[str, ...]
    # Bit mask of the actions that count as positive.
    positive_mask: int
    items: tuple[Item, ...]
    start: np.ndarray
    item: np.ndarray
    # [events, A] multi-hot.
    actions: np.ndarray
    positive: np.ndarray
    # Unix milliseconds, NaN where untimed.
    at_ms: np.ndarray
    session: np.ndarray
    # Dense surface number per event; -1 unknown.
    surface: np.ndarray
    surfaces: tuple[str, ...]
    slates: Slates | None

    @property
    def timed(self) -> bool:
        return bool(np.isfinite(self.at_ms).any())

    @cached_property
    def keeps_seen(self) -> bool:
        """
        Whether people mostly meet items again: over half of the positive events, each user's last one left aside, are of items that stand in the user's events
        before. Then items of the history stay in retrieval; otherwise they are left out, as targets too.
        """
        user = np.repeat(np.arange(self.users), np.diff(self.start))
        again = np.ones(self.events, bool)
        again[np.unique(user * len(self.items) + self.item, return_index=True)[1]] = False
        counted = self.positive.copy()
        counted[np.flatnonzero(self.positive)[np.flatnonzero(np.diff(user[self.positive], append=-1))]] = False
        return bool(counted.any() and again[counted].mean() > 0.5)

    @property
    def users(self) -> int:
        return len(self.start) - 1

    @property
    def events(self) -> int:
        return len(self.item)


def read_export(folder: Path) -> Dataset:
    """Reads and checks the folder; raises BadExport."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadExport(f"{folder / 'manifest.json'} cannot be read: {error}") from error
    if manifest.get("formatVersion") != FORMAT_VERSION:
        raise BadExport(f"{folder} has export format {manifest.get('formatVersion')}, this trainer reads format {FORMAT_VERSION}.")
    events, users, items = int(manifest["events"]), int(manifest["users"]), int(manifest["items"])
    if events == 0:
        raise BadExport(f"{folder} holds no events, so there is nothing to learn from.")
    columns = {name: read_column(folder / file, dtype, events) for name, (file, dtype) in COLUMNS.items()}
    user, item, bits = columns["user"], columns["item"], columns["actions"]
    if np.any(np.diff(user) < 0) or user[0] < 0 or user[-1] >= users:
        raise BadExport(f"{folder / 'events.user.i32'} is not in user order or names a user outside 0..{users - 1}.")
    if item.min() < 0 or item.max() >= items:
        raise BadExport(f"{folder / 'events.item.i32'} names an item outside 0..{items - 1}.")
    names = tuple(action["name"] for action in manifest["actions"])
    mask = sum(1 << index for index, action in enumerate(manifest["actions"]) if action["positive"])
    return Dataset(
        name=manifest["dataset"],
        hash=manifest["hash"],
        catalogue_hash=manifest.get("catalogueHash"),
        action_names=names,
        positive_mask=mask,
        items=read_items(folder / "items.jsonl", items),
        start=np.searchsorted(user, np.arange(users + 1)).astype(np.int64),
        item=item.astype(np.int64),
        actions=multi_hot(bits, len(names)),
        positive=(bits & mask) != 0,
        at_ms=columns["at_ms"],
        session=columns["session"],
        surface=columns["surface"].astype(np.int64),
        surfaces=tuple(manifest["surfaces"]),
        slates=read_slates(folder, manifest, users, items, len(names)),
    )


def multi_hot(bits: np.ndarray, actions: int) -> np.ndarray:
    return ((bits[:, None] >> np.arange(actions)) & 1).astype(np.float32)


def read_slates(folder: Path, manifest: dict, users: int, items: int, actions: int) -> Slates | None:
    slates, shown = int(manifest.get("slates", 0)), int(manifest.get("slateItems", 0))
    if slates == 0:
        return None
    rows = {name: read_column(folder / file, dtype, slates) for name, (file, dtype) in SLATE_COLUMNS.items()}
    cells = {name: read_column(folder / file, dtype, shown) for name, (file, dtype) in SHOWN_COLUMNS.items()}
    if rows["length"].min() < 1 or int(rows["length"].sum()) != shown:
        raise BadExport(f"{folder / SLATE_COLUMNS['length'][0]} does not add up to the {shown} items of the manifest.")
    if rows["user"].min() < 0 or rows["user"].max() >= users or cells["item"].min() < 0 or cells["item"].max() >= items:
        raise BadExport(f"{folder} has slates that name a user or an item outside the dataset.")
    order = np.lexsort((rows["at_ms"], rows["user"]))
    if np.any(np.diff(order) < 0):
        raise BadExport(f"{folder / SLATE_COLUMNS['user'][0]} is not in the order of user and time.")
    return Slates(
        user=rows["user"].astype(np.int64),
        at_ms=rows["at_ms"],
        surface=rows["surface"].astype(np.int64),
        start=np.concatenate([[0], np.cumsum(rows["length"])]).astype(np.int64),
        item=cells["item"].astype(np.int64),
        actions=multi_hot(cells["actions"], actions),
    )


def read_column(path: Path, dtype: str, rows: int) -> np.ndarray:
    try:
        column = np.fromfile(path, dtype)
    except OSError as error:
        raise BadExport(f"{path} cannot be read: {error}") from error
    if len(column) != rows:
        raise BadExport(f"{path} holds {len(column)} values, the manifest says {rows}.")
    return column


def read_items(path: Path, count: int) -> tuple[Item, ...]:
    items: list[Item | None] = [None] * count
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            index = int(row["index"])
            if not 0 <= index < count:
                raise BadExport(f"{path}:{number}: index {index} is outside 0..{count - 1}.")
            items[index] = Item(
                str(row["id"]), str(row.get("title") or ""), tuple(row.get("topics") or ()), str(row.get("creator") or ""), tuple(row.get("boards") or ())
            )
    missing = [index for index, item in enumerate(items) if item is None]
    if missing:
        raise BadExport(f"{path} does not describe item {missing[0]} ({len(missing)} missing).")
    return tuple(item for item in items if item is not None)
