"""Writes the bundle folder of docs/bundle-format.md."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .data import Dataset
from .graph_modules import recent_width
from .graphs import INDEX, WEIGHTS, export_graphs, export_int8
from .model import Model
from .probes import TOLERANCE, largest_differences, make_probes, random_differences, structure_differences, to_json
from .setup import Vocabulary


FORMAT_VERSION = 3
MANIFEST = "manifest.json"


class BadGraph(Exception):
    """An exported graph does not compute what the model computes."""


@dataclass(frozen=True)
class Contents:
    """What a bundle says beside its weights."""

    name: str
    history: int
    words: Vocabulary
    weights: dict[str, float]
    training: dict
    int8: bool


def write_bundle(folder: Path, dataset: Dataset, model: Model, contents: Contents) -> dict:
    """`folder` must be empty or absent. Answers the manifest; raises BadGraph when the export check fails."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; choose a new folder for the bundle.")
    model.eval()
    with torch.no_grad():
        table = model.table()
    graphs, precision, checks = write_model(folder, model, contents.int8)
    table.numpy().astype("<f4").tofile(folder / "items.f32")
    ids = [item.id for item in dataset.items]
    (folder / "item-ids.json").write_text(json.dumps(ids, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    shape, words = model.shape, contents.words
    manifest = {
        "formatVersion": FORMAT_VERSION,
        "name": contents.name,
        "dataset": {"name": dataset.name, "hash": dataset.hash},
        **({"catalogue": {"hash": dataset.catalogue_hash}} if dataset.catalogue_hash else {}),
        "heads": list(dataset.action_names),
        **({"defaultWeights": contents.weights} if contents.weights else {}),
        "dimensions": shape.width,
        "width": shape.hidden,
        "layers": shape.layers,
        "attentionHeads": shape.heads,
        "recentWidth": recent_width(model),
        "historyLength": contents.history,
        "actions": shape.actions,
        "surfaces": list(words.surfaces),
        "topics": list(words.topics),
        "offsets": list(words.offsets),
        "files": list_files(folder),
        "graphs": graphs,
        "precision": precision,
        "weights": {"file": WEIGHTS, "index": INDEX},
        "vectors": {"file": "items.f32", "rows": table.shape[0], "columns": table.shape[1]},
        "itemIds": "item-ids.json",
        "probes": {"file": "probes.json", "tolerance": TOLERANCE},
        "seenExcluded": not dataset.keeps_seen,
        "training": {**contents.training, "checks": checks},
    }
    write_manifest(folder, manifest)
    return manifest


def write_model(folder: Path, model: Model, int8: bool) -> tuple[dict, dict, dict]:
    """Weights, graphs and probes; answers `graphs`, `precision` and the checks of the manifest. Raises BadGraph."""
    graphs = export_graphs(model, folder)
    probes = make_probes(model)
    checks = check(model, probes, {name: str(folder / file) for name, file in graphs.items()})
    precision = {"fp32": graphs}
    if int8:
        precision["int8"] = export_int8(model, folder)
        checks["int8"] = {"largestDifference": largest_differences(probes, {name: str(folder / file) for name, file in precision["int8"].items()})}
    (folder / "probes.json").write_text(json.dumps(to_json(probes), separators=(",", ":")) + "\n", "utf-8")
    return graphs, precision, checks


def list_files(folder: Path) -> dict:
    """Every file but the manifest with its hash and size."""
    paths = sorted(path for path in folder.iterdir() if path.name != MANIFEST)
    return {path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size} for path in paths}


def write_manifest(folder: Path, manifest: dict) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2, default=plain) + "\n", "utf-8")


def check(model: Model, probes: dict, paths: dict[str, str]) -> dict:
    """Compares the graphs with the model; raises BadGraph."""
    structure = structure_differences(model, paths)
    spread = structure.pop("spread")
    checks = {"probes": largest_differences(probes, paths), "random": random_differences(model, paths), "structure": structure}
    for group in checks.values():
        for what, value in group.items():
            if not value < TOLERANCE:
                raise BadGraph(f"The exported graph differs from the model: {what} by {value:.2e}, allowed {TOLERANCE:.0e}.")
    return {**checks, "tolerance": TOLERANCE, "logitSpread": spread}


def plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"cannot write {type(value)}")
