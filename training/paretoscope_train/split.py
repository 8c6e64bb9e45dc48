"""Which events may be learned from, and which are predicted to choose the stopping point."""

from dataclasses import dataclass

import numpy as np

from .data import Dataset


@dataclass(frozen=True)
class Split:
    """
    `train_end[u]`: events of user u before this global index are learned from.
    `targets`: global indexes of the events to predict from everything before them; all stand at or after `train_end` of their user.
    `read_end[u]`: events from here on take part in nothing.
    """

    train_end: np.ndarray
    targets: np.ndarray
    read_end: np.ndarray


def held_out_from(dataset: Dataset, back: int) -> np.ndarray:
    """Per user the global index of the positive event `back` places from the last one; the end of the sequence where there are too few."""
    cut = dataset.start[1:].copy()
    for user in range(dataset.users):
        first, last = dataset.start[user], dataset.start[user + 1]
        positive = first + np.flatnonzero(dataset.positive[first:last])
        if len(positive) > back:
            cut[user] = positive[-1 - back]
    return cut


def split_events(dataset: Dataset, holdout: str, validation_targets: int) -> Split:
    """
    `leave-last-out`: of every user the last positive event and all after it are never read. The `validation_targets` positive events before it are
    predicted to choose the stopping point, and learned from only in the last fit. `none`: the same with nothing held out for a test.
    With `validation_targets` 0 everything that is not held out is learned from.
    """
    test = 1 if holdout == "leave-last-out" else 0
    end = held_out_from(dataset, 0) if test else dataset.start[1:].copy()
    if validation_targets == 0:
        return Split(end, np.zeros(0, np.int64), end)
    train_end = end.copy()
    targets = []
    for user in range(dataset.users):
        first = dataset.start[user]
        positive = first + np.flatnonzero(dataset.positive[first : end[user]])
        # A target needs a history, and an item that is still new to the user where retrieval leaves out what was seen.
        chosen = positive[-validation_targets:]
        if len(chosen) == 0 or chosen[0] <= first:
            continue
        train_end[user] = chosen[0]
        for index in chosen:
            if dataset.keeps_seen or dataset.item[index] not in dataset.item[first:index]:
                targets.append(index)
    return Split(train_end, np.array(targets, np.int64), end)
