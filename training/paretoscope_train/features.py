"""Content of the items as bags of features, and the topics that queries can be conditioned on."""

import re
from collections import Counter

import numpy as np

from .data import Item

WORD = re.compile(r"[^\W_]+", re.UNICODE)
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def item_tokens(item: Item) -> list[str]:
    """Topics, lower-case title words, the decade where the title names a year, the creator and the boards it is on."""
    tokens = [f"topic:{topic}" for topic in item.topics]
    tokens += [f"word:{word}" for word in WORD.findall(item.title.lower())]
    tokens += [f"decade:{year[:3]}" for year in YEAR.findall(item.title)]
    tokens += [f"board:{board}" for board in item.boards]
    if item.creator:
        tokens.append(f"creator:{item.creator}")
    return sorted(set(tokens))


def content_bags(items: tuple[Item, ...], min_items: int, max_share: float = 0.5) -> tuple[np.ndarray, np.ndarray, int]:
    """
    Token numbers of all items one after the other, where each item's begin, and how many tokens there are. Tokens of fewer than `min_items`
    items or of more than `max_share` of them tell nothing and are left out. Token 0 stands for an item with nothing else.
    """
    bags = [item_tokens(item) for item in items]
    counts = Counter(token for bag in bags for token in bag)
    kept = sorted(token for token, count in counts.items() if min_items <= count <= max_share * len(items))
    number = {token: index + 1 for index, token in enumerate(kept)}
    flat: list[int] = []
    offsets: list[int] = []
    for bag in bags:
        offsets.append(len(flat))
        flat += [number[token] for token in bag if token in number] or [0]
    return np.array(flat, np.int64), np.array(offsets, np.int64), len(kept) + 1


def topic_vocabulary(items: tuple[Item, ...], min_items: int, most: int) -> tuple[tuple[str, ...], np.ndarray]:
    """
    The topics that queries can be conditioned on, of at least `min_items` items, the `most` with most items; number 0 is "no topic". And up to four topic
    numbers per item [items, 4], its rarest first (0 where there is none).
    """
    counts = Counter(topic for item in items for topic in set(item.topics))
    kept = sorted(sorted((topic for topic, count in counts.items() if count >= min_items), key=lambda topic: (-counts[topic], topic))[:most])
    number = {topic: index + 1 for index, topic in enumerate(kept)}
    result = np.zeros((len(items), 4), np.int64)
    for row, item in enumerate(items):
        mine = sorted((topic for topic in set(item.topics) if topic in number), key=lambda topic: (counts[topic], topic))[:4]
        result[row, : len(mine)] = [number[topic] for topic in mine]
    return ("", *kept), result
