"""Head logits of every logged slate of some users; a user whose slates have one history is encoded once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch

from .data import BadExport, Dataset
from .model import Model
from .windows import SlateSource, collate, gap_column, log_gap


@dataclass(frozen=True)
class Shown:
    """Items shown, one row each: `cell` is their row among the dataset's, `slate` and `position` where they stood, `held` whether nothing was learned from it."""

    cell: np.ndarray
    slate: np.ndarray
    position: np.ndarray
    user: np.ndarray
    item: np.ndarray
    # [rows, A] what came of it, and the heads' logits.
    actions: np.ndarray
    logits: np.ndarray
    held: np.ndarray


@torch.no_grad()
def score_logged(model: Model, dataset: Dataset, source: SlateSource, users: np.ndarray, length: int, batch: int = 16) -> Shown:
    """Users without a slate or without an event before it are left out."""
    model.eval()
    if dataset.slates is None:
        raise BadExport("The dataset has no logged slates.")
    slates, table, gaps = dataset.slates, model.table(), gap_column(dataset)
    held = np.zeros(len(slates.user), bool)
    held[source.held] = True
    groups = list(histories(dataset, source, users))
    parts: list[tuple[np.ndarray, np.ndarray]] = []
    for first in range(0, len(groups), batch):
        chosen = groups[first : first + batch]
        data = collate(dataset, gaps, [np.arange(max(dataset.start[user], end - length), end) for user, end, _ in chosen])
        keys, values, _ = model.trunk.history(table[data.item], data.actions, torch.zeros_like(data.gaps), data.gaps, data.surfaces)
        # Candidates never see each other, so those of all slates of a history stand in one row.
        rows = [np.concatenate([np.arange(slates.start[slate], slates.start[slate + 1]) for slate in mine]) for _, _, mine in chosen]
        cells = np.full((len(rows), max(len(row) for row in rows)), -1)
        for place, row in enumerate(rows):
            cells[place, : len(row)] = row
        real = cells >= 0
        slate = np.searchsorted(slates.start, np.where(real, cells, cells[:, :1]), side="right") - 1
        newest = dataset.at_ms[np.array([end - 1 for _, end, _ in chosen])][:, None]
        gap, surface = torch.from_numpy(log_gap(slates.at_ms[slate] - newest)), torch.from_numpy(slates.surface[slate] + 1)
        found = model.head(model.trunk.candidates(keys, values, data.length, table[torch.from_numpy(slates.item[np.where(real, cells, 0)])], gap, surface))
        parts.append((cells[real], found.numpy()[real]))
    cell = np.concatenate([part[0] for part in parts])
    slate = np.searchsorted(slates.start, cell, side="right") - 1
    return Shown(
        cell=cell,
        slate=slate,
        position=cell - slates.start[slate],
        user=slates.user[slate],
        item=slates.item[cell],
        actions=slates.actions[cell],
        logits=np.concatenate([part[1] for part in parts]),
        held=held[slate],
    )


def histories(dataset: Dataset, source: SlateSource, users: np.ndarray) -> Iterator[tuple[int, int, np.ndarray]]:
    """(user, where its history ends, the slates that come after just that history)."""
    for user in users:
        mine = np.arange(*np.searchsorted(dataset.slates.user, [user, user + 1]))
        mine = mine[source.history_end[mine] > dataset.start[user]]
        for end in np.unique(source.history_end[mine]):
            yield int(user), int(end), mine[source.history_end[mine] == end]


def hits_at_3(shown: Shown, rows: np.ndarray, head: int) -> tuple[np.ndarray, np.ndarray]:
    """Of slates with the action: whether an item with it stands among the three the head likes best, and whose slate it is. `rows` hold whole slates."""
    order = rows[np.lexsort((-shown.logits[rows, head], shown.slate[rows]))]
    _, first, counts = np.unique(shown.slate[order], return_index=True, return_counts=True)
    place = np.arange(len(order)) - np.repeat(first, counts)
    happened = shown.actions[order, head] > 0
    able = (np.add.reduceat(happened, first) > 0) & (counts > 3)
    hit = np.add.reduceat(happened & (place < 3), first) > 0
    return hit[able].astype(float), shown.user[order[first]][able]
