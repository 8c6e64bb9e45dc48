import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))


def write_export(folder: Path, sequences: list[list[tuple[int, int]]], items: int, times: bool = True) -> Path:
    """`sequences[user]` holds (item, action bits); a minute passes between events. Actions: show, save (positive)."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        (user, item, bits, 1.7e12 + 60_000 * step if times else np.nan, user, 0 if step % 2 == 0 else -1)
        for user, events in enumerate(sequences)
        for step, (item, bits) in enumerate(events)
    ]
    columns = [("user.i32", "<i4"), ("item.i32", "<i4"), ("actions.i32", "<i4"), ("at_ms.f64", "<f8"), ("session.i32", "<i4"), ("surface.i16", "<i2")]
    for index, (name, dtype) in enumerate(columns):
        np.array([row[index] for row in rows], dtype).tofile(folder / f"events.{name}")
    actions = [{"name": "show", "positive": False}, {"name": "save", "positive": True}]
    manifest = {"formatVersion": 1, "dataset": "toy", "hash": "0" * 64, "actions": actions, "surfaces": ["home"], "users": len(sequences), "items": items, "events": len(rows)}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    lines = [json.dumps({"index": i, "id": f"i{i}", "title": f"Thing {i % 5} of 19{i % 10}0", "topics": ["even" if i % 2 == 0 else "odd"]}) for i in range(items)]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def add_slates(folder: Path, slates: list[tuple[int, float, list[tuple[int, int]]]]) -> None:
    """`slates`: (user, time in ms, [(item, action bits)]), in the order of user and time."""
    shown = [cell for _, _, cells in slates for cell in cells]
    columns = [
        ("user.i32", "<i4", [user for user, _, _ in slates]),
        ("at_ms.f64", "<f8", [at for _, at, _ in slates]),
        ("surface.i16", "<i2", [0] * len(slates)),
        ("length.i32", "<i4", [len(cells) for _, _, cells in slates]),
        ("item.i32", "<i4", [item for item, _ in shown]),
        ("actions.i32", "<i4", [bits for _, bits in shown]),
    ]
    for name, dtype, values in columns:
        np.array(values, dtype).tofile(folder / f"slates.{name}")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"slates": len(slates), "slateItems": len(shown)}))


@pytest.fixture
def walks(tmp_path: Path) -> Path:
    """30 people who each walk 10 steps along a ring of 24 items; every third step is only shown."""
    return write_export(tmp_path / "export", [[((user + step) % 24, 1 if step % 3 == 2 else 2) for step in range(10)] for user in range(30)], 24)
