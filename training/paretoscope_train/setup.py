"""Makes an untrained model for a dataset: its tables, where its vectors start, and its vocabularies."""

from dataclasses import dataclass

import numpy as np
import torch

from .data import Dataset
from .features import content_bags, topic_vocabulary
from .items import ItemTable, hashed_rows
from .model import Model
from .neighbours import neighbour_factor
from .settings import Settings
from .split import Split
from .targets import OFFSET_NAMES
from .trunk import Shape


@dataclass(frozen=True)
class Vocabulary:
    """What the numbers of a model's conditions mean; index 0 of each is unknown, none, next."""

    surfaces: tuple[str, ...]
    topics: tuple[str, ...]
    offsets: tuple[str, ...]
    # Topic numbers per item [items, 4], 0 where there is none.
    item_topics: np.ndarray


def vocabulary(dataset: Dataset, settings: Settings) -> Vocabulary:
    topics, item_topics = topic_vocabulary(dataset.items, settings.min_token_items, settings.most_topics)
    return Vocabulary(("", *dataset.surfaces), topics, OFFSET_NAMES if dataset.timed else OFFSET_NAMES[:1], item_topics)


def learned_events(dataset: Dataset, split: Split) -> np.ndarray:
    return np.concatenate([np.arange(a, b) for a, b in zip(dataset.start[:-1], split.train_end, strict=True)])


def build_model(dataset: Dataset, split: Split, settings: Settings) -> Model:
    torch.manual_seed(settings.seed)
    learned = learned_events(dataset, split)
    words = vocabulary(dataset, settings)
    flat, offsets, tokens = content_bags(dataset.items, settings.min_token_items)
    hashes, rows = hashed_rows(len(dataset.items), settings.id_buckets, 2, settings.seed)
    shape = Shape(
        actions=len(dataset.action_names),
        surfaces=len(words.surfaces),
        topics=len(words.topics),
        offsets=len(words.offsets),
        width=settings.width,
        hidden=settings.hidden,
        layers=settings.layers,
        heads=settings.heads,
        dropout=settings.dropout,
        input_dropout=settings.input_dropout,
    )
    start = torch.randn(rows, settings.width) * 0.5 / settings.width**0.5
    if rows == len(dataset.items):
        start = start_vectors(dataset, split, settings, learned)
    table = ItemTable(settings.width, tokens, flat, offsets, hashes, start, settings.content_scale)
    rates = torch.from_numpy(dataset.actions[learned].mean(0))
    model = Model(shape, table, rates, settings.query_scale)
    # Where the last column of the vectors holds the popularity, every query asks for it.
    with torch.no_grad():
        model.query.keep.bias[-1 - own_columns(dataset, settings) :] = 0.0
        model.query.down.bias[-1] = 1.0
    return model


def own_columns(dataset: Dataset, settings: Settings) -> int:
    """Columns of an item vector that start as how often each action comes of the item; none where vectors are too narrow."""
    return len(dataset.action_names) if settings.rate_scale > 0 and settings.width >= 4 * len(dataset.action_names) else 0


def start_vectors(dataset: Dataset, split: Split, settings: Settings, learned: np.ndarray) -> torch.Tensor:
    """
    The factor of the item neighbourhood, each row at norm 1 where it has any; a column per action, how much oftener than usual it comes of the item (logit,
    towards usual by 20 events); and a last column that rises with the log of the popularity.
    """
    counts = np.bincount(dataset.item[learned], minlength=len(dataset.items)).astype(np.float32)
    popularity = np.log((counts + 0.5) / (counts.sum() + 0.5 * len(counts)))
    actions = own_columns(dataset, settings)
    factor = neighbour_factor(dataset, split.train_end, settings.width - 1 - actions, settings.pair_window, settings.pair_half_life, settings.pair_damping, settings.seed)
    noise = 0.02 * torch.randn(factor.shape) / factor.shape[1] ** 0.5
    unit = factor / factor.norm(dim=1, keepdim=True).clamp(min=factor.norm(dim=1).median().clamp(min=1e-6) * 0.5) + noise
    column = settings.bias_scale * torch.from_numpy(popularity - popularity.mean())
    happened = np.stack([np.bincount(dataset.item[learned], dataset.actions[learned, action], len(counts)) for action in range(actions)] or [counts[:0]], 1)
    usual = np.clip(dataset.actions[learned].mean(0)[:actions], 1e-3, 1 - 1e-3)
    rates = np.clip((happened + 20 * usual) / (counts[:, None] + 20), 1e-3, 1 - 1e-3) if actions > 0 else np.zeros((len(counts), 0))
    own = settings.rate_scale * (np.log(rates / (1 - rates)) - np.log(usual / (1 - usual)))
    return torch.cat([unit, torch.from_numpy(own.astype(np.float32)), column[:, None]], dim=1)
