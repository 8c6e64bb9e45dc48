"""Starts the heads where the additive model of `rate_fit.py` stands: what an item's vector says of an action, plus what the user did so far."""

import torch

from .model import Model

# Loudness in the residual stream of an item's logit, of an action's surprise, and of its mean, which is small.
ITEM_GAIN, ACTION_GAIN, MEAN_GAIN = 5.0, 1.0, 4.0
# Typical spread of a token before the norm of the first block, and before the last norm.
FIRST_SPREAD, LAST_SPREAD = 0.8, 1.0


@torch.no_grad()
def start_heads(model: Model, usual: torch.Tensor, user_spread: torch.Tensor, rate_scale: float, vector_norm: float, window: int) -> None:
    """
    Lays three lines per action through the trunk: the item's column; the surprise of the event (what happened minus `usual`, 0 where hidden), whose mean the even
    head of the first block hands on; and that mean. The heads add the first and the last: a mean over `window` events counts by its worth for a user whose
    logit has the variance `user_spread`. All of it is learned on from there. Vectors hold the actions' columns before the last one.
    """
    actions, width, hidden = model.shape.actions, model.shape.width, model.shape.hidden
    trunk, block = model.trunk, model.trunk.blocks[0]
    item, surprise, mean = (torch.arange(hidden - (3 - line) * actions, hidden - (2 - line) * actions) for line in range(3))
    lines = torch.cat([item, surprise, mean])
    each = torch.arange(actions)
    trunk.input.weight[lines] = 0.0
    trunk.input.bias[lines] = 0.0
    trunk.gap.weight[lines] = 0.0
    trunk.surface.weight[:, lines] = 0.0
    for part in trunk.blocks:
        for layer in (part.out, part.down):
            layer.weight[lines] = 0.0
            layer.bias[lines] = 0.0
    trunk.input.weight[item, width - 1 - actions + each] = ITEM_GAIN
    # The first rows of the action embedding hold the bits as they are.
    trunk.action.weight[: actions + 1] = torch.eye(actions + 1)
    trunk.input.weight[surprise, width + each] = ACTION_GAIN
    trunk.input.bias[surprise] = -ACTION_GAIN * usual
    trunk.input.weight[surprise, width + actions] = ACTION_GAIN * usual
    values = slice(2 * hidden, 2 * hidden + block.size)
    block.qkv.weight[values] = 0.0
    block.qkv.bias[values] = 0.0
    block.qkv.weight[2 * hidden + each, surprise] = 1.0
    block.out.weight[:, : block.size] = 0.0
    block.out.weight[mean, each] = FIRST_SPREAD / ACTION_GAIN * MEAN_GAIN
    # SiLU(z) - SiLU(-z) = z: a pair of units passes a line through unchanged.
    chance = (usual * (1 - usual)).clamp(min=1e-4)
    worth = user_spread / (user_spread + 1 / (window * chance)) / chance
    up, down = model.head.up, model.head.down
    pair = torch.stack([2 * each, 2 * each + 1])
    up.weight[pair.ravel()] = 0.0
    up.bias[pair.ravel()] = 0.0
    down.weight[:, pair.ravel()] = 0.0
    for row, sign in zip(pair, (1.0, -1.0), strict=True):
        up.weight[row, item] = sign * vector_norm / (ITEM_GAIN * rate_scale)
        up.weight[row, mean] = sign * worth / MEAN_GAIN
        down.weight[each, row] = sign * LAST_SPREAD
