"""First item vectors: a low-rank factor of how often two items follow each other closely."""

import numpy as np
import torch

from .data import Dataset


def neighbour_factor(dataset: Dataset, train_end: np.ndarray, width: int, window: int, half_life: float, damping: float, seed: int) -> torch.Tensor:
    """
    S[a, b] = sum over pairs within `window` events of each other of 0.5^((distance - 1) / half_life), divided by sqrt((n_a + damping)(n_b + damping)).
    Returns V [items, width] with V V^T the best positive approximation of S found by subspace iteration (Halko, Martinsson and Tropp 2011).
    """
    items = len(dataset.items)
    user = np.repeat(np.arange(dataset.users), np.diff(dataset.start))
    learned = np.arange(dataset.events) < train_end[user]
    counts = np.bincount(dataset.item[learned], minlength=items) + damping
    left, right, value = [], [], []
    for distance in range(1, window + 1):
        same = (user[distance:] == user[:-distance]) & learned[distance:]
        a, b = dataset.item[:-distance][same], dataset.item[distance:][same]
        other = a != b
        left.append(a[other])
        right.append(b[other])
        value.append(np.full(int(other.sum()), 0.5 ** ((distance - 1) / half_life)))
    a, b, v = np.concatenate(left), np.concatenate(right), np.concatenate(value)
    v = v / np.sqrt(counts[a] * counts[b])
    index = torch.from_numpy(np.stack([np.concatenate([a, b]), np.concatenate([b, a])]))
    matrix = torch.sparse_coo_tensor(index, torch.from_numpy(np.concatenate([v, v]).astype(np.float32)), (items, items), check_invariants=False).coalesce()
    generator = torch.Generator().manual_seed(seed)
    rank = min(items, width + 32)
    basis = torch.linalg.qr(matrix @ torch.randn(items, rank, generator=generator))[0]
    for _ in range(4):
        basis = torch.linalg.qr(matrix @ basis)[0]
    values, vectors = torch.linalg.eigh(basis.T @ (matrix @ basis))
    values, vectors = values.flip(0)[:width], (basis @ vectors.flip(1))[:, :width]
    factor = vectors * values.clamp(min=0).sqrt()
    return torch.nn.functional.pad(factor, (0, width - factor.shape[1]))
