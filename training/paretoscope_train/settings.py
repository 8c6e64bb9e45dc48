"""Everything a training run can be told; each field is an option of the command line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    seed: int = 1
    epochs: int = 12
    steps_per_epoch: int = 40
    minutes: float = 15.0
    patience: int = 4
    # Events per window in training; the bundle's history length is `serve_history` where that is more.
    history: int = 64
    serve_history: int = 0
    width: int = 128
    hidden: int = 128
    layers: int = 2
    heads: int = 4
    dropout: float = 0.3
    input_dropout: float = 0.2
    batch: int = 24
    positions: int = 512
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    id_decay: float = 0.0
    # Chance that the action of a history event is hidden.
    mask: float = 0.2
    drop_events: float = 0.3
    user_power: float = 0.5
    horizon: int = 3
    horizon_decay: float = 0.5
    any_weight: float = 0.3
    # Share of positions that are also learned under a condition.
    conditioned: float = 0.5
    # Candidates of a later slate that are learned from, and slates per window where several follow one history.
    slate: int = 16
    together: int = 1
    # Share of windows that end anywhere and have no slate, where slates are logged (they mostly come after all events).
    elsewhere: float = 0.5
    # Windows before logged slates are cut to a random length, from this share of `history` on: those of a user all end at the same place.
    shortest: float = 1.0
    retrieval_weight: float = 1.0
    past_weight: float = 1.0
    slate_weight: float = 1.0
    user_weight: float = 0.2
    min_token_items: int = 5
    most_topics: int = 255
    average: float = 0.99
    pair_window: int = 20
    pair_half_life: float = 7.0
    pair_damping: float = 10.0
    id_rate: float = 1.0
    # Rows of the id table; a larger catalogue shares rows by two hashes.
    id_buckets: int = 65_536
    # Norm at which the content part of an item vector starts; the neighbourhood factor starts at 1.
    content_scale: float = 0.3
    # 1: item vectors start as neighbours' random directions, which tells hundreds of equally large groups apart; 0: as the leading factor.
    pair_spread: int = 0
    # Events for which the items of the same topics stand in where an item has few of its own.
    topic_prior: float = 0.0
    # How loud an item's rates of the actions start in its vector; 0 leaves them out.
    rate_scale: float = 0.0
    # 1: those rates stay as they were counted. Training would add more noise to them than it could learn.
    fixed_rates: int = 0
    bias_scale: float = 0.05
    query_scale: float = 8.0
    # How much the log of an item's popularity counts in its retrieval score at the start.
    popularity: float = 0.4
    # How loud the fading sums of recent items start.
    recent_scale: float = 1.0
    # Heads of the first layer that start by looking back evenly, so that a user's rates are at hand.
    even_heads: int = 0
    # Catalogues above this size are trained with sampled negatives, `negatives` of them drawn evenly beside the batch's own.
    full_softmax_items: int = 2_000
    negatives: int = 2_048
    # 1: correct sampled negatives by their chance of being drawn.
    log_q: int = 1
    # 1: outcome conditions of another event, a control.
    permute_outcomes: int = 0
    # What a topic asked for adds to a query in closed form when the bundle is written; 0 leaves it to what was learned.
    topic_strength: float = 0.0
    # Users by whom the heads are taught anew what counting says of users and items when the bundle is written (`settle.py`); 0 leaves it to what was learned.
    settle_users: int = 0
    # At most this many targets choose the stopping point.
    validation_limit: int = 4_000
