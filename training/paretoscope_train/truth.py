"""Reads what `scripts/export-truth.ts` writes about a world: for measuring only, never for training."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .data import BadExport, Dataset, read_column


@dataclass(frozen=True)
class Truth:
    # Per item shown in a slate and action [items shown, A]: the chance if the item stood first.
    shown: np.ndarray
    # Per event and action [events, A]: the chance by user and item alone.
    events: np.ndarray
    # Per user and action [users, A]: the user's own logit, the same for every item; 0 where the action is no outcome.
    intensity: np.ndarray


def read_truth(folder: Path, dataset: Dataset) -> Truth:
    """Raises BadExport where the truth is of another export."""
    try:
        manifest = json.loads((folder / "truth.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadExport(f"{folder / 'truth.json'} cannot be read: {error}") from error
    if manifest["hash"] != dataset.hash or tuple(manifest["actions"]) != dataset.action_names or dataset.slates is None:
        raise BadExport(f"{folder} is not the truth of {dataset.name}; write it with the arguments that its export was made with.")
    actions = len(dataset.action_names)
    column = lambda name, rows, columns: read_column(folder / name, "<f4", rows * columns).reshape(rows, columns)
    return Truth(
        shown=column("slates.chances.f32", len(dataset.slates.item), actions),
        events=column("events.chances.f32", dataset.events, actions),
        intensity=column("users.intensity.f32", manifest["users"], actions),
    )
