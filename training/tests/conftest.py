import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))


def write_export(folder: Path, sequences: list[list[tuple[int, int]]], items: int, times: bool = True) -> Path:
    """`sequences[user]` holds (item, action bits); a minute passes between events. Actions: show, save (positive)."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [(user, item, bits, 1.7e12 + 60_000 * step if times else np.nan) for user, events in enumerate(sequences) for step, (item, bits) in enumerate(events)]
    for index, (name, dtype) in enumerate([("user.i32", "<i4"), ("item.i32", "<i4"), ("actions.i32", "<i4"), ("at_ms.f64", "<f8")]):
        np.array([row[index] for row in rows], dtype).tofile(folder / f"events.{name}")
    actions = [{"name": "show", "positive": False}, {"name": "save", "positive": True}]
    manifest = {"formatVersion": 1, "dataset": "toy", "hash": "0" * 64, "actions": actions, "surfaces": [], "users": len(sequences), "items": items, "events": len(rows)}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    lines = [json.dumps({"index": i, "id": f"i{i}", "title": f"Thing {i % 5} of 19{i % 10}0", "topics": ["even" if i % 2 == 0 else "odd"]}) for i in range(items)]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture
def walks(tmp_path: Path) -> Path:
    """30 people who each walk 10 steps along a ring of 24 items; every third step is only shown."""
    return write_export(tmp_path / "export", [[((user + step) % 24, 1 if step % 3 == 2 else 2) for step in range(10)] for user in range(30)], 24)
