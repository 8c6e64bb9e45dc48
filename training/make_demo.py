"""
Makes the two synthetic datasets that ship in `resources/demo`: `pins` (items and events) and `tuning` (an exploration log).

    python make_demo.py --out ../resources/demo

The same seed gives the same bytes. What is planted, so that a check can look for it:
- an item belongs to a subject of an area and has a style; a few items are much more popular than the rest (Zipf);
- a person has two or three lasting areas, a favourite style, and one subject that they avoid and sometimes hide;
- a session has a focus, one subject, that moves on to a companion subject of the same area; half of the items shown come from it;
- every item has five companions that are often shown right after it was saved or closed up;
- what happens to an item shown depends on how well it fits: save, closeup, click, nothing (`impression`), or hide.
In the exploration log each request was ranked by one of nine weight vectors, drawn uniformly. A person leans to saving or to going deeper (z); their
own weight moves their own outcome, the other one costs little, so weights chosen per person beat every single vector. z itself is not in the log;
the saves and closeups of the last 28 days, which are, tell it with noise.
"""

import argparse
import csv
import gzip
import io
from pathlib import Path

import numpy as np

from demo_titles import AREAS, STYLES, make_items

DAY = 86_400
FIRST_DAY = 1_772_323_200  # 2026-03-01 UTC, seconds
DAYS = 120
USERS = 400
ITEMS = 600
REQUESTS = 20_000
REQUEST_USERS = 1_600
WEIGHTS = (0.5, 1.0, 2.0)


class Catalogue:
    """600 items with area, subject, style, popularity and companions."""

    def __init__(self, random: np.random.Generator):
        self.rows = make_items(random, ITEMS)
        self.area = np.array([row["area"] for row in self.rows])
        self.subject = np.array([row["subject"] for row in self.rows])
        self.style = np.array([row["style"] for row in self.rows])
        rank = random.permutation(ITEMS) + 1
        self.popularity = rank**-0.7
        self.companions = [self.pick_companions(random, item) for item in range(ITEMS)]

    def pick_companions(self, random: np.random.Generator, item: int) -> np.ndarray:
        near = (self.area == self.area[item]).astype(float) * (1 + 2 * (self.style == self.style[item])) * self.popularity
        near[item] = 0
        return random.choice(ITEMS, 5, replace=False, p=near / near.sum())


class Person:
    def __init__(self, random: np.random.Generator, catalogue: Catalogue):
        areas, subjects = len(AREAS), catalogue.subject.max() + 1
        self.areas = random.choice(areas, random.integers(2, 4), replace=False)
        self.style = random.integers(len(STYLES))
        own = np.flatnonzero([np.any(catalogue.area[catalogue.subject == s][:1] == self.areas) for s in range(subjects)])
        self.subjects = random.choice(own, min(len(own), 5), replace=False)
        self.avoided = random.integers(subjects)
        self.generous = random.normal(0, 0.5)
        self.lasting = 0.3 + 1.0 * np.isin(catalogue.area, self.areas) + 2.0 * np.isin(catalogue.subject, self.subjects)
        self.seen = np.zeros(ITEMS, bool)


def make_events(random: np.random.Generator, catalogue: Catalogue) -> list[tuple]:
    """Rows (second, user, item, action, surface, dwell in ms), by time."""
    events = []
    for user in range(USERS):
        person = Person(random, catalogue)
        sessions = 3 + random.poisson(4)
        days = np.sort(random.choice(DAYS, sessions, replace=False))
        for day in days:
            events += session(random, catalogue, person, user, FIRST_DAY + int(day) * DAY + int(random.integers(6 * 3600, 22 * 3600)))
    events.sort(key=lambda event: event[:2])
    return events


def session(random: np.random.Generator, catalogue: Catalogue, person: Person, user: int, second: int) -> list[tuple]:
    rows = []
    focus = random.choice(person.subjects) if random.random() < 0.85 else random.integers(catalogue.subject.max() + 1)
    hot: np.ndarray | None = None
    for _ in range(5 + random.poisson(7)):
        if random.random() < 0.08:
            same_area = np.unique(catalogue.subject[catalogue.area == catalogue.area[catalogue.subject == focus][0]])
            focus = random.choice(same_area)
        draw = random.random()
        if hot is not None and draw < 0.35:
            weight = np.zeros(ITEMS)
            weight[hot] = 1.0
            surface = "related"
        elif draw < 0.75:
            weight = (catalogue.subject == focus) * catalogue.popularity * (1 + 2 * (catalogue.style == person.style))
            surface = "home"
        elif draw < 0.92:
            weight = person.lasting * catalogue.popularity
            surface = "home"
        else:
            weight = catalogue.popularity.copy()
            surface = "home"
        weight = weight * ~person.seen
        if weight.sum() == 0:
            hot = None
            continue
        item = int(random.choice(ITEMS, p=weight / weight.sum()))
        person.seen[item] = True
        action, dwell = outcome(random, catalogue, person, item, focus, surface)
        rows.append((second, f"person-{user + 1:03d}", catalogue.rows[item]["item"], action, surface, dwell))
        if action in ("save", "closeup"):
            hot = catalogue.companions[item]
        second += 2 + dwell // 1000 + int(random.exponential(8))
    return rows


def outcome(random: np.random.Generator, catalogue: Catalogue, person: Person, item: int, focus: int, surface: str) -> tuple[str, int]:
    fit = 1.2 * (catalogue.subject[item] == focus) + 0.8 * (catalogue.style[item] == person.style) + 0.5 * np.isin(catalogue.area[item], person.areas)
    fit += 0.7 * (surface == "related") + person.generous - 1.0
    if catalogue.subject[item] == person.avoided and random.random() < 0.5:
        return "hide", int(random.integers(500, 2_000))
    if random.random() > 1 / (1 + np.exp(-fit)):
        return "impression", int(random.integers(300, 2_500))
    kind = random.choice(["save", "closeup", "click"], p=[0.4, 0.35, 0.25])
    return str(kind), int(np.exp(random.normal(8.6, 0.6)))


def make_requests(random: np.random.Generator) -> list[tuple]:
    """Rows (request, user, second, arm, propensity, rewards, context), by time."""
    lean = random.choice(3, REQUEST_USERS, p=[0.4, 0.4, 0.2])
    z = np.select([lean == 0, lean == 1], [random.beta(8, 2, REQUEST_USERS), random.beta(2, 8, REQUEST_USERS)], random.beta(4, 4, REQUEST_USERS))
    saves, closeups = random.poisson(1 + 12 * z), random.poisson(2 + 14 * (1 - z))
    phone = random.random(REQUEST_USERS) < 0.7
    activity = random.gamma(1.5, 1.0, REQUEST_USERS)
    users = random.choice(REQUEST_USERS, REQUESTS, p=activity / activity.sum())
    seconds = np.sort(random.integers(FIRST_DAY, FIRST_DAY + 21 * DAY, REQUESTS))
    rows = []
    for number, (user, second) in enumerate(zip(users, seconds, strict=True)):
        arm = int(random.integers(len(WEIGHTS) ** 2))
        save_chance, deeper_chance = true_chances(z[user])[arm]
        device = "phone" if phone[user] else "web"
        rewards = int(random.random() < save_chance), int(random.random() < deeper_chance)
        context = (int(saves[user]), int(closeups[user]), device, int(second // 3600 % 24))
        rows.append((f"r{number + 1:05d}", f"visitor-{user + 1:04d}", int(second), arm, *rewards, *context))
    return rows


def true_chances(z: float) -> list[tuple[float, float]]:
    """Chance of a save and of going deeper under each arm: utility is click + w_save x save + w_p2p x p2p, and a head moves what its share of it moves."""
    chances = []
    for save in WEIGHTS:
        for deeper in WEIGHTS:
            total = 1 + save + deeper
            chances.append((0.06 + 0.5 * z * save / total, 0.08 + 0.5 * (1 - z) * deeper / total))
    return chances


def write_csv(path: Path, header: list[str], rows: list[tuple]) -> None:
    """Plain, or .gz without a time in its header, so that the same rows give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    data = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the synthetic demo datasets.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    catalogue = Catalogue(np.random.default_rng([options.seed, 1]))
    items = [(row["item"], row["title"], "|".join(row["topics"])) for row in catalogue.rows]
    write_csv(options.out / "pins" / "items.csv", ["item", "title", "topics"], items)
    events = [(user, item, action, second, surface, dwell) for second, user, item, action, surface, dwell in make_events(np.random.default_rng([options.seed, 2]), catalogue)]
    write_csv(options.out / "pins" / "events.csv.gz", ["user", "item", "action", "ts", "surface", "dwell_ms"], events)
    arms = [(save, deeper) for save in WEIGHTS for deeper in WEIGHTS]
    actions = [(index, f"save {save:g}, p2p {deeper:g}", save, deeper, int(save == deeper == 1.0)) for index, (save, deeper) in enumerate(arms)]
    write_csv(options.out / "tuning" / "actions.csv", ["action", "name", "w_save", "w_p2p", "production"], actions)
    share = repr(1 / len(arms))
    log = [(request, user, second, arm, share, *rest) for request, user, second, arm, *rest in make_requests(np.random.default_rng([options.seed, 3]))]
    header = ["request_id", "user", "ts", "action", "propensity", "reward_save", "reward_p2p", "saves_28d", "closeups_28d", "device", "hour"]
    write_csv(options.out / "tuning" / "exploration.csv.gz", header, log)
    print(f"{len(items)} items, {len(events)} events of {USERS} people, {len(log)} requests")


if __name__ == "__main__":
    main()
