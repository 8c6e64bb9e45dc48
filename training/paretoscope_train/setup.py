"""Makes an untrained model for a dataset: its tables, where its vectors start, and its vocabularies."""

from dataclasses import dataclass

import numpy as np
import torch

from .data import Dataset
from .features import content_bags, topic_vocabulary
from .head_start import start_heads
from .items import ItemTable, hashed_rows
from .model import Model
from .neighbours import neighbour_directions, neighbour_factor
from .places import Places
from .rate_fit import Met, RateFit, fit_rates
from .settings import Settings
from .split import Split
from .targets import OFFSET_NAMES
from .trunk import Shape
from .windows import SlateSource

# Actions rarer than this, or as near to always, are not fitted.
RATE_FLOOR = 1e-4
# Norm of an outcome's part of a condition at the start, near that of the others.
OUTCOME_SIZE = 0.3
# Scores of a head that looks back evenly start this much quieter than usual, and fall by e^-9 an event.
EVEN, FAR_BACK = 0.3, -9.0


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
    return build_parts(dataset, split, settings)[0]


def build_parts(dataset: Dataset, split: Split, settings: Settings) -> tuple[Model, Places]:
    """The model, and what is learned beside it."""
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
    own = own_columns(dataset, settings)
    known = known_rates(dataset, split, settings, learned)
    places, rates = known.places, known.items[:, :own]
    if rows == len(dataset.items):
        start = start_vectors(dataset, split, settings, learned, words.item_topics, rates)
    table = ItemTable(settings.width, tokens, flat, offsets, hashes, start, settings.content_scale)
    model = Model(shape, table, torch.sigmoid(places.middle), settings.query_scale)
    start_queries(model, dataset, settings, learned)
    look_back_evenly(model, settings.even_heads)
    if own > 0 and rows == len(dataset.items):
        # The columns that mean something are no place for random content.
        table.content.weight.data[:, -1 - own :] = 0.0
        if settings.even_heads > 0 and settings.hidden >= 6 * own and settings.hidden // settings.heads >= own:
            usual = torch.from_numpy(dataset.actions[learned].mean(0))
            norm = float((start.square().sum(1) + settings.content_scale**2).sqrt().mean())
            start_heads(model, usual, torch.from_numpy(known.user_spread), settings.rate_scale, norm, settings.history)
    return model, places


@torch.no_grad()
def start_queries(model: Model, dataset: Dataset, settings: Settings, learned: np.ndarray) -> None:
    """
    A query starts by asking for what is like the recent items and popular. Asked for an outcome it wants items of which that comes often: the log of the
    chance of an action grows with its logit, which the vectors hold, by one minus the chance.
    """
    query, own = model.query, own_columns(dataset, settings)
    query.keep.bias[-1 - own :] = 0.0
    query.down.bias[-1] = settings.popularity / (settings.query_scale * settings.bias_scale)
    model.recent.strength.bias += float(np.log(settings.recent_scale))
    if own > 0:
        usual = torch.from_numpy(dataset.actions[learned].mean(0))
        directions = torch.linalg.qr(torch.randn(model.shape.hidden, own))[0]
        query.outcome.copy_(OUTCOME_SIZE * directions.T)
        wanted = torch.zeros(model.shape.width, own)
        wanted[-1 - own : -1] = torch.diag((1 - usual) / (settings.query_scale * settings.rate_scale))
        query.direct.weight.copy_(wanted @ directions.T / OUTCOME_SIZE)


@torch.no_grad()
def look_back_evenly(model: Model, heads: int) -> None:
    """Makes the first heads of the first block start with scores near 0 for all events, however far back: they hand on the mean of the history."""
    block = model.trunk.blocks[0]
    for head in range(heads):
        for part in range(2):
            rows = slice(part * block.heads * block.size + head * block.size, part * block.heads * block.size + (head + 1) * block.size)
            block.qkv.weight[rows] *= EVEN
        block.event_rate[head] = FAR_BACK


def own_columns(dataset: Dataset, settings: Settings) -> int:
    """Columns of an item vector that start as how often each action comes of the item; none where vectors are too narrow."""
    return len(dataset.action_names) if settings.rate_scale > 0 and settings.width >= 4 * len(dataset.action_names) else 0


def start_vectors(dataset: Dataset, split: Split, settings: Settings, learned: np.ndarray, topics: np.ndarray, rates: np.ndarray) -> torch.Tensor:
    """
    The item neighbourhood, each row at norm 1 where it has any; a column per action, what the item adds to its logit; and a last column that rises with the log
    of the popularity.
    """
    items, actions = len(dataset.items), rates.shape[1]
    counts = np.bincount(dataset.item[learned], minlength=items).astype(np.float32)
    popularity = np.log((counts + 0.5) / (counts.sum() + 0.5 * len(counts)))
    pairs = settings.width - 1 - actions, settings.pair_window, settings.pair_half_life, settings.pair_damping, settings.seed
    if settings.pair_spread:
        unit = neighbour_directions(dataset, split.train_end, *pairs, topics[:, 0], settings.topic_prior)
    else:
        factor = neighbour_factor(dataset, split.train_end, *pairs)
        noise = 0.02 * torch.randn(factor.shape) / factor.shape[1] ** 0.5
        unit = factor / factor.norm(dim=1, keepdim=True).clamp(min=factor.norm(dim=1).median().clamp(min=1e-6) * 0.5) + noise
    column = settings.bias_scale * torch.from_numpy(popularity - popularity.mean())
    return torch.cat([unit, settings.rate_scale * torch.from_numpy(rates), column[:, None]], dim=1)


@dataclass(frozen=True)
class KnownRates:
    # What each item adds to the logit of each action [items, A], 0 for what comes of every event; the variance of what users add [A]; and the places.
    items: np.ndarray
    user_spread: np.ndarray
    places: Places
    # As fitted, of the actions `varied` alone.
    fit: RateFit
    varied: np.ndarray


def known_rates(dataset: Dataset, split: Split, settings: Settings, learned: np.ndarray) -> KnownRates:
    actions, size = len(dataset.action_names), len(dataset.items)
    owner = np.repeat(np.arange(dataset.users), np.diff(dataset.start))[learned]
    user, item, happened, place = owner, dataset.item[learned], dataset.actions[learned], np.zeros(len(learned), np.int64)
    known = [np.ones(size), np.log1p(np.bincount(item, minlength=size))]
    slates = dataset.slates
    if slates is not None:
        source = SlateSource(dataset, split.train_end, settings.slate)
        slate = np.repeat(np.arange(len(slates.user)), np.diff(slates.start))
        where = np.arange(len(slate)) - slates.start[slate]
        shown = np.isin(slate, source.learned) & (where < settings.slate)
        user, item = np.concatenate([user, slates.user[slate[shown]]]), np.concatenate([item, slates.item[shown]])
        happened, place = np.concatenate([happened, slates.actions[shown]]), np.concatenate([place, 1 + where[shown]])
        # How often and how far up an item was shown tells what the ranker of its time thought of it.
        often = np.bincount(slates.item[shown], minlength=size)
        up = np.bincount(slates.item[shown], where[shown] - where[shown].mean(), size) / (often + 5)
        known += [np.log1p(often), up, np.log1p(often) * up]
    rate = happened.mean(0)
    varied = np.flatnonzero((rate > RATE_FLOOR) & (rate < 1 - RATE_FLOOR))
    fit = fit_rates(Met(user, item, place, dataset.users, np.stack(known, 1)), happened[:, varied])
    found, spread = np.zeros((size, actions), np.float32), np.full(actions, 0.1, np.float32)
    logits = np.tile(np.log((rate + RATE_FLOOR) / (1 - rate + RATE_FLOOR)), (len(fit.places), 1))
    found[:, varied], logits[:, varied], spread[varied] = fit.items, fit.places, fit.user_spread.diagonal()
    return KnownRates(found, spread, Places(logits), fit, varied)
