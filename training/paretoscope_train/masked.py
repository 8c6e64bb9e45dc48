"""Whether a hidden action is told better by what happened before than by who the user and what the item is."""

import numpy as np
import torch

from .data import Dataset
from .metrics import auc
from .model import Model
from .settings import Settings
from .split import Split
from .windows import collate


def hold_users(dataset: Dataset, split: Split, every: int = 10) -> Split:
    """The same split with nothing to be learned of every tenth user."""
    users = np.flatnonzero(np.diff(dataset.start) > 0)[::every]
    train_end = split.train_end.copy()
    train_end[users] = dataset.start[users]
    owner = np.searchsorted(dataset.start, split.targets, side="right") - 1
    return Split(train_end, split.targets[~np.isin(owner, users)], split.read_end)


@torch.no_grad()
def masked_action_quality(model: Model, dataset: Dataset, gaps: np.ndarray, split: Split, settings: Settings, name: str = "save", users: int = 400) -> dict[str, float]:
    """
    At the newest events of users of whom nothing was learned, with every third action hidden: AUC of the named head with the rest of the history shown and
    with all actions hidden, and of the user's rate (of their events before these) times the item's rate among learned events.
    """
    if name not in dataset.action_names:
        return {}
    head = dataset.action_names.index(name)
    model.eval()
    table = model.table()
    learned = np.arange(dataset.events) < np.repeat(split.train_end, np.diff(dataset.start))
    label = dataset.actions[:, head] > 0
    owner = np.repeat(np.arange(dataset.users), np.diff(dataset.start))
    base = label[learned].mean()
    rate = lambda of, known, size: (np.bincount(of[known], label[known], size) + 20 * base) / (np.bincount(of[known], minlength=size) + 20)
    before = np.arange(dataset.events) < np.repeat(dataset.start[1:] - settings.history, np.diff(dataset.start))
    of_user, of_item = rate(owner, before, dataset.users), rate(dataset.item, learned, len(dataset.items))
    unknown = split.train_end == dataset.start[:-1]
    chosen = np.flatnonzero(unknown & (np.diff(dataset.start) >= 2 * settings.history))[:users]
    windows = [np.arange(dataset.start[user + 1] - settings.history, dataset.start[user + 1]) for user in chosen]
    shown, blind, labels, plain = [], [], [], []
    for first in range(0, len(windows), 64):
        data = collate(dataset, gaps, windows[first : first + 64])
        hidden = torch.zeros_like(data.gaps)
        hidden[:, 2::3] = 1.0
        places = hidden.bool()
        for masked, found in ((hidden, shown), (torch.ones_like(hidden), blind)):
            _, _, states = model.trunk.history(table[data.item], data.actions, masked, data.gaps, data.surfaces)
            found.append(model.head(states[places])[:, head].numpy())
        index = data.index[places].numpy()
        labels.append(label[index])
        plain.append(np.log(of_user[owner[index]]) + np.log(of_item[dataset.item[index]]))
    if not labels:
        return {}
    truth = np.concatenate(labels)
    measured = {"shown": shown, "all hidden": blind, "user rate x item rate": plain}
    return {key: found for key, parts in measured.items() if (found := auc(np.concatenate(parts), truth)) is not None} | {"positions": len(truth)}
