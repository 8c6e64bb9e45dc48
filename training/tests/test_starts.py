import dataclasses

import numpy as np
import torch
from conftest import add_slates, write_export

from paretoscope_train.data import read_export
from paretoscope_train.metrics import auc
from paretoscope_train.neighbours import neighbour_directions
from paretoscope_train.places import Places
from paretoscope_train.rate_fit import Met, fit_rates
from paretoscope_train.settings import Settings
from paretoscope_train.setup import build_model, build_parts
from paretoscope_train.split import split_events
from paretoscope_train.windows import collate, gap_column

SMALL = Settings(width=16, hidden=32, heads=2, history=24, min_token_items=1, rate_scale=0.3, even_heads=1)


def test_rates_of_items_are_found_though_a_ranker_that_knew_them_chose_their_places():
    random = np.random.default_rng(5)
    users, items, shown = 1_000, 40, 10
    liking, keenness = random.normal(0, 0.8, items), random.normal(0, 0.8, users)
    user, item, place = [], [], []
    for who in range(users):
        for _ in range(4):
            found = random.choice(items, shown, replace=False)
            user.append(np.full(shown, who))
            item.append(found[np.argsort(-(liking[found] + 0.3 * random.normal(size=shown)))])
            place.append(1 + np.arange(shown))
    user, item, place = np.concatenate(user), np.concatenate(item), np.concatenate(place)
    looked = 0.85 ** (place - 1)
    happened = (random.random(len(user)) < looked / (1 + np.exp(1.5 - liking[item] - keenness[user]))).astype(np.float32)
    fit = fit_rates(Met(user, item, place, users, np.ones((items, 1))), happened[:, None])
    assert np.corrcoef(liking, fit.items[:, 0])[0, 1] > 0.9
    # What the last place takes off is what is not looked at; the raw rates fall by more, since the ranker put what nobody likes there.
    rates = np.bincount(place, happened)[1:] / np.bincount(place)[1:]
    raw = np.diff(np.log(rates / (1 - rates))[[-1, 0]])[0]
    assert 0.9 < fit.places[1, 0] - fit.places[shown, 0] < raw - 0.5, (fit.places, raw)
    assert 0.3 < fit.user_spread[0, 0] < 1.0


def test_an_item_that_nobody_met_is_what_is_known_of_it():
    random = np.random.default_rng(6)
    known = np.stack([np.ones(50), np.repeat([0.0, 1.0], 25)], 1)
    item = random.integers(0, 49, 20_000)
    happened = (random.random(20_000) < np.where(known[item, 1] > 0, 0.6, 0.3)).astype(np.float32)
    fit = fit_rates(Met(random.integers(0, 100, 20_000), item, np.zeros(20_000, np.int64), 100, known), happened[:, None])
    assert abs(fit.items[49] - fit.items[30:49].mean()) < 0.1 and fit.items[49] - fit.items[:25].mean() > 1.0


def test_what_people_do_of_one_action_says_something_of_another():
    random = np.random.default_rng(11)
    users, items, events = 600, 20, 12
    keen = random.normal(0, 1.0, users)
    user, item = np.repeat(np.arange(users), events), random.integers(0, items, users * events)
    lean = np.stack([keen, -keen], 1)[user]
    happened = (random.random((len(user), 2)) < 1 / (1 + np.exp(-lean))).astype(np.float32)
    met = Met(user, item, np.zeros(len(user), np.int64), users, np.ones((items, 1)))
    together, alone = fit_rates(met, happened), fit_rates(met, happened[:, :1])
    assert together.user_spread[0, 1] < -0.5
    found = [np.corrcoef(keen, fit.users[:, 0])[0, 1] for fit in (alone, together)]
    assert found[1] > found[0] + 0.03, found


def test_directions_keep_more_groups_apart_than_a_factor_has_columns(tmp_path):
    random = np.random.default_rng(7)
    # 24 groups of 12 items; people stay within a group.
    sequences = [[(int(12 * (user % 24) + random.integers(12)), 2) for _ in range(20)] for user in range(240)]
    dataset = read_export(write_export(tmp_path / "export", sequences, 289))
    split = split_events(dataset, "none", 0)
    groups = np.append(1 + np.arange(288) // 12, 3)
    found = neighbour_directions(dataset, split.train_end, 12, 3, 2.0, 1.0, 1, groups, 5.0).numpy()
    likeness = found[:288] @ found[:288].T
    same = groups[:288, None] == groups[None, :288]
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert likeness[same].mean() > 0.8 and np.quantile(likeness[~same], 0.95) < 0.6
    # The last item was never met: it points where its group does.
    assert found[288] @ found[30] > 0.8


def test_heads_start_with_what_counting_says_and_places_stay_out_of_them(tmp_path):
    random = np.random.default_rng(8)
    # Even items are saved often, odd ones rarely; and so it is with people.
    chance = lambda user, item: (0.75 if item % 2 == 0 else 0.25) + (0.2 if user % 2 == 0 else -0.2)
    sequences = [[(item, 2 if random.random() < chance(user, item) else 1) for item in random.integers(0, 30, 24)] for user in range(80)]
    folder = write_export(tmp_path / "export", [[(int(item), bits) for item, bits in events] for events in sequences], 30)
    add_slates(folder, [(user, 1.7e12 + 86_400_000, [(item, 2 if random.random() < 0.3 * chance(user, item) else 1) for item in range(6)]) for user in range(80)])
    dataset = read_export(folder)
    split = split_events(dataset, "none", 0)
    model, places = build_parts(dataset, split, SMALL)
    model.eval()
    chosen = list(range(80))
    batch = collate(dataset, gap_column(dataset), [np.arange(dataset.start[user], dataset.start[user + 1]) for user in chosen])
    with torch.no_grad():
        table = model.table()
        keys, values, _ = model.trunk.history(table[batch.item], batch.actions, torch.zeros_like(batch.gaps), batch.gaps, batch.surfaces)
        every = table[None].expand(80, -1, -1)
        logits = model.head(model.trunk.candidates(keys, values, batch.length, every, torch.full((80,), 11.4), torch.ones(80, dtype=torch.long)))[..., 1].numpy()
    truth = np.array([[chance(user, item) for item in range(30)] for user in chosen])
    assert np.corrcoef(logits.ravel(), truth.ravel())[0, 1] > 0.85
    assert auc(logits.mean(1), np.arange(80) % 2 == 0) > 0.9 and auc(logits.mean(0), np.arange(30) % 2 == 0) > 0.95
    # Served logits are those of an average place of a slate; the past, where saves come oftener, has its own.
    added = places(torch.arange(len(places.added)))
    assert torch.allclose(added[1:].mean(0), torch.zeros(2), atol=1e-6) and added[0, 1] > 0.8


def test_places_say_nothing_where_no_slates_are_logged():
    assert not Places(np.array([[-1.0, 2.0]]))(torch.zeros(3, dtype=torch.long)).any()


def test_a_query_starts_by_asking_for_the_outcome(walks):
    dataset = read_export(walks)
    model = build_model(dataset, split_events(dataset, "leave-last-out", 1), dataclasses.replace(SMALL, history=12)).eval()
    none = torch.zeros(1, 3, dtype=torch.long)
    outcomes = torch.tensor([[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]]])
    with torch.no_grad():
        table = model.table()
        free, save, show = (model.query(torch.zeros(1, 32), torch.zeros(1, 16), outcomes, none, none)[0] @ table.T).numpy()
    rate = table[:, -2].numpy()
    assert np.corrcoef(save - free, rate)[0, 1] > 0.99 and np.corrcoef(show - free, rate)[0, 1] < -0.9


def test_whether_people_meet_items_again_is_told_by_the_data(tmp_path, walks):
    assert not read_export(walks).keeps_seen
    again = write_export(tmp_path / "again", [[(step % 3, 2) for step in range(10)] for _ in range(5)], 4)
    dataset = read_export(again)
    assert dataset.keeps_seen
    # Then an item that was met before is a target like any other.
    assert len(split_events(dataset, "leave-last-out", 2).targets) == 10
