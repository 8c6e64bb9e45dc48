"""
`python -m paretoscope_train.record --bundle BUNDLE [--ablations FILE] [--ceilings FILE] [--conditions FILE] [--unseen-ceilings FILE]`: writes what was measured into a bundle's manifest, as
`record`, with the tables that the console shows as recorded on their date for their data.
"""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

# The least share of the way from the baseline to the ceiling, and the least share of retrieved items with the topic asked for and times as many as unasked.
ENOUGH, MATCH, TIMES = 0.8, 0.8, 2.5
# How much recall and HIT@3 a joint model may lose to one that does one thing.
MARGIN = -0.01


def figures(title: str, result: dict, how: str, rows: list[dict]) -> dict:
    return {"title": title, "date": result["date"], "data": {"name": result["data"]["name"], "hash": result["data"]["hash"]}, "how": how, "rows": rows}


def row(what: str, value: float, bounds: dict, asked: str | None = None, holds: bool | None = None) -> dict:
    found = {"what": what, "value": value, "low": bounds.get("low"), "high": bounds.get("high"), "asked": asked, "holds": holds}
    return {name: one for name, one in found.items() if one is not None}


def of_ablations(result: dict) -> list[dict]:
    rows = []
    for one in result["comparisons"]:
        difference = one["joint minus arm"]
        floor = MARGIN if one["arm"] in ("ranking-only", "retrieval-only") else 0.0
        asked = f"lower bound above {floor:g}" if floor else "interval above 0"
        what = f"{one['measure']}, joint minus {one['arm']} ({len(one['by seed'])} seeds)"
        rows.append(row(what, difference["mean"], difference, asked, difference["low"] > floor))
    for arm, name in (("joint", "as trained"), ("permuted-outcomes", "with permuted labels")):
        if arm in result["conditions"]:
            rows += matrix_rows(result["conditions"][arm]["matrix"]["recall@50"], f"short run {name}, recall@50", arm == "joint")
    rows += masked_rows("hidden saves", result["masked"].get("joint", {}), None)
    if "control" in result:
        rows += masked_rows("hidden saves without the plant", result["control"]["masked"], "no better")
    how = f"Runs of {result['steps']} steps each at equal parameters; differences per held-out target, averaged over seeds, intervals over users."
    return [figures("Ablations", result, how, rows)]


def masked_rows(where: str, masked: dict, asked: str | None) -> list[dict]:
    rows = []
    for name, found in masked.get("auc", {}).items():
        if name.startswith("shown minus") or name.startswith("what shown adds"):
            holds = None if asked is None else found["low"] <= 0
            rows.append(row(f"{where}, AUC: {name}", found["value"], found, asked, holds))
    return rows


def matrix_rows(matrix: list[dict], what: str, hold: bool = True) -> list[dict]:
    told = lambda one: f"{what}: {one['target']} targets, asked for {one['target']} minus {one['against']}"
    return [row(told(one), one["difference"], {"low": one["low"]}, "simultaneous lower bound above 0" if hold else None, one["low"] > 0 if hold else None) for one in matrix]


def of_ceilings(result: dict, title: str) -> list[dict]:
    rows = []
    for head, found in result["heads"].items():
        for kind, name in (("pooled", "pooled"), ("perRequest", "per request")):
            for key, one in found[kind].items():
                if key.startswith("share of the gap to true"):
                    continue
                # Within a request the true intensity changes nothing: that share is 1 whatever the bundle is.
                share = key.startswith("share")
                if share and kind == "perRequest":
                    continue
                asked = f"at least {ENOUGH}" if share and head == "save" else None
                rows.append(row(f"{head}, {name}: {key}", one["value"], one, asked, one["value"] >= ENOUGH if asked else None))
    how = f"AUC with the position fixed over {result['data']['slates']} held-out slates of {result['data']['users']} users."
    return [figures(title, result, how, rows)]


def of_conditions(result: dict) -> list[dict]:
    topics = result["topics"]
    rows = [one for name, matrix in result["matrix"].items() for one in matrix_rows(matrix, name)]
    for name, matrix in result.get("permuted", {}).items():
        rows += matrix_rows(matrix, f"labels of the targets permuted, {name}", False)
    rows.append(row("topic asked for: share of the ten best that have it", topics["conditioned"], topics, f"at least {MATCH}", topics["conditioned"] >= MATCH))
    times = topics["conditioned"] / max(topics["unconditioned"], 1e-9)
    rows.append(row("times the share without asking", times, {}, f"at least {TIMES}", times >= TIMES))
    return [figures("Conditions", result, "Targets, catalogue and history as in serving; bounds hold for all pairs together, bootstrap over users.", rows)]


def of_permuted_conditions(result: dict) -> list[dict]:
    rows = [one for name, matrix in result["matrix"].items() for one in matrix_rows(matrix, name, False)]
    how = "The same targets asked of a bundle trained with permuted outcome labels (--permute-outcomes 1), where nothing should be left."
    return [figures("Conditions, trained on permuted labels", result, how, rows)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="paretoscope_train.record", description="Writes what was measured into a bundle's record.")
    parser.add_argument("--bundle", type=Path, required=True)
    kinds: dict[str, Callable[[dict], list[dict]]] = {
        "ablations": of_ablations,
        "ceilings": lambda result: of_ceilings(result, "Heads against ceilings"),
        "unseen-ceilings": lambda result: of_ceilings(result, "Heads against ceilings, users never trained on"),
        "conditions": of_conditions,
        "permuted-conditions": of_permuted_conditions,
    }
    for name in kinds:
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    found = {name: json.loads(path.read_text("utf-8")) for name in kinds if (path := getattr(options, name.replace("-", "_"))) is not None}
    for result in found.values():
        result.setdefault("date", datetime.now(UTC).isoformat(timespec="seconds"))
    write(options.bundle, found, [one for name, result in found.items() for one in kinds[name](result)])
    return 0


def write(bundle: Path, results: dict, tables: list[dict]) -> None:
    """Replaces the results and tables of the same names and keeps the others."""
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    record = manifest.get("record", {})
    kept = [one for one in record.get("figures", []) if one["title"] not in {table["title"] for table in tables}]
    manifest["record"] = {**record, **results, "figures": [*kept, *tables]}
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
