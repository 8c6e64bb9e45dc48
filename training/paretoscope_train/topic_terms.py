"""The part of a query that asks for a topic, in closed form from the item vectors."""

import numpy as np
import torch

from .model import Model

# The topic's part of a condition is this much smaller than what it adds to a query, so that the rest of the query hardly notices it.
QUIET = 10.0


@torch.no_grad()
def add_topic_terms(model: Model, item_topics: np.ndarray, strength: float) -> None:
    """
    Makes a query asked for topic t gain `strength` (in units of the query's scale) times the centre of t's items, apart from the centre of all. Queries
    without a topic stay what they are: the term lives in directions of the condition that no outcome and no offset uses.
    """
    query, table = model.query, model.table()
    width = table.shape[1]
    used = torch.cat([query.outcome, query.free[None], query.offset.weight, query.topic.weight[:1]])
    basis = torch.linalg.qr(used.T)[0]
    directions = torch.randn(query.free.shape[0], width, generator=torch.Generator().manual_seed(1))
    directions = directions - basis @ (basis.T @ directions)
    if directions.shape[0] - used.shape[0] < width:
        raise ValueError("The hidden width leaves no room for topic terms; use --topic-strength 0.")
    directions = torch.linalg.qr(directions)[0]
    query.direct.weight += QUIET * directions.T
    middle = table.mean(0)
    for topic in range(1, query.topic.num_embeddings):
        mine = torch.from_numpy((item_topics == topic).any(1))
        if mine.any():
            centre = torch.nn.functional.normalize(table[mine].mean(0) - middle, dim=0)
            query.topic.weight[topic] += strength / QUIET * (directions @ centre)
