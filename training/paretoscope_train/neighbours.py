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
    matrix = follow_matrix(dataset, train_end, window, half_life, damping).coalesce()
    generator = torch.Generator().manual_seed(seed)
    rank = min(items, width + 32)
    basis = torch.linalg.qr(matrix @ torch.randn(items, rank, generator=generator))[0]
    for _ in range(4):
        basis = torch.linalg.qr(matrix @ basis)[0]
    values, vectors = torch.linalg.eigh(basis.T @ (matrix @ basis))
    values, vectors = values.flip(0)[:width], (basis @ vectors.flip(1))[:, :width]
    factor = vectors * values.clamp(min=0).sqrt()
    return torch.nn.functional.pad(factor, (0, width - factor.shape[1]))


def neighbour_directions(
    dataset: Dataset, train_end: np.ndarray, width: int, window: int, half_life: float, damping: float, seed: int, groups: np.ndarray, prior: float
) -> torch.Tensor:
    """
    Unit rows [items, width]: S times random directions, so that items with the same neighbours point the same way and any number of groups stay apart (a
    random projection; the leading factor would keep the largest few). An item of n events is mixed with the mean of its group as if that had been seen `prior`
    times. Spread evenly over the dimensions at the end. `groups` [items]: a number each, 0 for none.
    """
    items = len(dataset.items)
    matrix = follow_matrix(dataset, train_end, window, half_life, damping)
    found = matrix @ torch.randn(items, width, generator=torch.Generator().manual_seed(seed))
    user = np.repeat(np.arange(dataset.users), np.diff(dataset.start))
    counts = torch.from_numpy(np.bincount(dataset.item[np.arange(dataset.events) < train_end[user]], minlength=items).astype(np.float32))[:, None]
    found = torch.nn.functional.normalize(found - found.mean(0), dim=1)
    if prior > 0:
        number = torch.from_numpy(groups)
        shape = (int(number.max()) + 1, 1)
        weight = torch.zeros(shape).index_add_(0, number, counts.sqrt())
        middle = torch.zeros(shape[0], width).index_add_(0, number, found * counts.sqrt()) / weight.clamp(min=1e-6)
        middle[0] = 0.0
        found = (counts * found + prior * torch.nn.functional.normalize(middle, dim=1)[number]) / (counts + prior)
    values, vectors = torch.linalg.eigh(found.T @ found / items)
    found = found @ (vectors / values.clamp(min=1e-6).sqrt()) @ vectors.T
    return torch.nn.functional.normalize(found, dim=1)


def follow_matrix(dataset: Dataset, train_end: np.ndarray, window: int, half_life: float, damping: float) -> torch.Tensor:
    """S of `neighbour_factor`, sparse."""
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
    return torch.sparse_coo_tensor(index, torch.from_numpy(np.concatenate([v, v]).astype(np.float32)), (items, items), check_invariants=False)
