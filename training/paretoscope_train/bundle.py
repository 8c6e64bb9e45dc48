"""Writes the bundle folder of docs/bundle-format.md."""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from .data import Dataset
from .graphs import export_graphs
from .model import Model
from .probes import TOLERANCE, largest_differences, make_probes, structure_differences, to_json


class BadGraph(Exception):
    """An exported graph does not compute what the model computes."""


def write_bundle(folder: Path, name: str, dataset: Dataset, model: Model, history: int, weights: dict[str, float], training: dict) -> dict:
    """`folder` must be empty or absent. Answers the manifest; raises BadGraph when the export check fails."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; choose a new folder for the bundle.")
    model.eval()
    with torch.no_grad():
        table = model.table()
    graphs = export_graphs(model, folder)
    probes = make_probes(model, table, seed=7)
    paths = str(folder / graphs["encode_history"]), str(folder / graphs["score_candidates"])
    differences = {"parity": largest_differences(probes, *paths), "structure": structure_differences(probes, *paths)}
    for group in differences.values():
        for what, value in group.items():
            if not value < TOLERANCE:
                raise BadGraph(f"The exported graph differs from the model: {what} by {value:.2e}, allowed {TOLERANCE:.0e}.")
    (folder / "probes.json").write_text(json.dumps(to_json(probes), separators=(",", ":")) + "\n", "utf-8")
    table.numpy().astype("<f4").tofile(folder / "items.f32")
    (folder / "item-ids.json").write_text(json.dumps([item.id for item in dataset.items], ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    files = {path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size} for path in sorted(folder.iterdir())}
    manifest = {
        "formatVersion": 1,
        "name": name,
        "dataset": {"name": dataset.name, "hash": dataset.hash},
        "heads": list(dataset.action_names),
        **({"defaultWeights": weights} if weights else {}),
        "dimensions": table.shape[1],
        "historyLength": history,
        "actions": len(dataset.action_names),
        "stateDimensions": model.shape.hidden,
        "files": files,
        "graphs": graphs,
        "vectors": {"file": "items.f32", "rows": table.shape[0], "columns": table.shape[1]},
        "itemIds": "item-ids.json",
        "seenExcluded": True,
        "training": {**training, "checks": {**differences, "tolerance": TOLERANCE, "probes": "probes.json"}},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2, default=plain) + "\n", "utf-8")
    return manifest


def plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"cannot write {type(value)}")
