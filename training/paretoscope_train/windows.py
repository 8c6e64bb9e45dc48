"""Random windows of user sequences, as padded tensors."""

from dataclasses import dataclass

import numpy as np
import torch

from .data import Dataset


@dataclass(frozen=True)
class Batch:
    """[B, n] tensors, oldest event first, padded on the right; `index` is the global event index, -1 in the padding."""

    index: torch.Tensor
    item: torch.Tensor
    # [B, n, A], zeros where hidden.
    actions: torch.Tensor
    masked: torch.Tensor
    gaps: torch.Tensor
    length: torch.Tensor


def gap_column(dataset: Dataset) -> np.ndarray:
    """log(1 + seconds since the user's previous event); -1 where either is untimed. The first event of a window is 0, set by `collate`."""
    seconds = np.diff(dataset.at_ms, prepend=dataset.at_ms[:1]) / 1000.0
    gaps = np.log1p(np.maximum(seconds, 0.0))
    return np.where(np.isnan(seconds), -1.0, gaps).astype(np.float32)


def collate(dataset: Dataset, gaps: np.ndarray, windows: list[np.ndarray]) -> Batch:
    """Pads windows (arrays of ascending global event indexes) to one length."""
    longest = max(len(window) for window in windows)
    index = np.full((len(windows), longest), -1, np.int64)
    for row, window in enumerate(windows):
        index[row, : len(window)] = window
    real = index >= 0
    gap = np.where(real, gaps[index], 0.0).astype(np.float32)
    gap[:, 0] = 0.0
    return Batch(
        index=torch.from_numpy(index),
        item=torch.from_numpy(np.where(real, dataset.item[index], 0)),
        actions=torch.from_numpy(np.where(real[..., None], dataset.actions[index], 0.0).astype(np.float32)),
        masked=torch.zeros(index.shape),
        gaps=torch.from_numpy(gap),
        length=torch.tensor([len(window) for window in windows]),
    )


class WindowSampler:
    """Draws windows of at most `length` events that end at a random place, users with longer sequences more often (power of their length)."""

    def __init__(self, dataset: Dataset, train_end: np.ndarray, length: int, power: float, drop: float, generator: np.random.Generator):
        counts = train_end - dataset.start[:-1]
        self.users = np.flatnonzero(counts >= 2)
        self.weight = counts[self.users] ** power
        self.weight = self.weight / self.weight.sum()
        self.dataset, self.train_end, self.length, self.drop, self.generator = dataset, train_end, length, drop, generator

    def draw(self, size: int) -> list[np.ndarray]:
        users = self.generator.choice(self.users, size, p=self.weight)
        return [self.window(user) for user in users]

    def window(self, user: int) -> np.ndarray:
        first, end = self.dataset.start[user], self.train_end[user]
        # Half of the windows reach the newest event that may be learned from: that is where the model is used.
        last = end if self.generator.random() < 0.5 else self.generator.integers(first + 2, end + 1)
        window = np.arange(max(first, last - self.length), last)
        if self.drop > 0 and len(window) > 4:
            kept = self.generator.random(len(window)) >= self.drop * self.generator.random()
            if kept.sum() >= 2:
                window = window[kept]
        return window
