"""Item vectors: content and id embeddings through an MLP to unit norm. Folded into plain vectors at export."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional


class ItemTable(nn.Module):
    """
    z = id + mean of content embeddings; vector = (z + MLP(z)) / norm. The id part of an item is the sum of the table's rows that its hashes name.
    `factor` [rows, width] is where the id table starts, `content_scale` the norm at which the content part does.
    """

    def __init__(self, width: int, tokens: int, flat: np.ndarray, offsets: np.ndarray, hashes: np.ndarray, factor: torch.Tensor, content_scale: float):
        super().__init__()
        self.id = nn.Embedding(len(factor), width)
        self.id.weight.data.copy_(factor)
        self.content = nn.EmbeddingBag(tokens, width, mode="mean")
        # The mean of t random rows is shorter by sqrt(t): this gives it the norm `content_scale`.
        nn.init.normal_(self.content.weight, std=content_scale * (len(flat) / len(offsets) / width) ** 0.5)
        self.mix = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        self.register_buffer("flat", torch.from_numpy(flat))
        self.register_buffer("offsets", torch.from_numpy(offsets))
        self.register_buffer("counts", torch.from_numpy(np.diff(offsets, append=len(flat))))
        self.register_buffer("hashes", torch.from_numpy(hashes))

    def forward(self, items: torch.Tensor | None = None) -> torch.Tensor:
        """Vectors of the items [m] (of all, without a choice): [m, width], unit norm."""
        if items is None:
            flat, offsets, hashes = self.flat, self.offsets, self.hashes
        else:
            counts = self.counts[items]
            offsets = counts.cumsum(0) - counts
            flat = self.flat[torch.repeat_interleave(self.offsets[items] - offsets, counts) + torch.arange(int(counts.sum()))]
            hashes = self.hashes[items]
        z = self.id(hashes).sum(1) + self.content(flat, offsets)
        return functional.normalize(z + self.out(functional.silu(self.mix(z))), dim=-1)


def hashed_rows(items: int, buckets: int, hashes: int, seed: int) -> tuple[np.ndarray, int]:
    """
    Rows of the id table per item [items, h], and how many rows there are. A catalogue that fits into `buckets` gets a row each (h = 1); a larger
    one shares rows by `hashes` hashes, so that two items rarely share them all.
    """
    if items <= buckets:
        return np.arange(items, dtype=np.int64)[:, None], items
    number = np.arange(items, dtype=np.uint64)[:, None]
    multiplier = np.random.default_rng(seed).integers(1, 2**62, hashes, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    # Multiplicative hashing: the high bits of the product are the well-mixed ones.
    return ((number * multiplier[None, :]) >> np.uint64(33)).astype(np.int64) % buckets, buckets
