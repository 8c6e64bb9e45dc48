"""
Makes a bundle's graphs and probes again from its own weights, for a newer format:
python -m paretoscope_train.regraph OLD_BUNDLE NEW_BUNDLE. Nothing is trained: vectors, weights and everything recorded stay.
"""

import json
import shutil
import sys
from pathlib import Path

from .bundle import FORMAT_VERSION, MANIFEST, BadGraph, list_files, write_manifest, write_model
from .graph_modules import recent_width
from .load_bundle import read_model


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 2:
        print("error: name the bundle to read and a new folder: python -m paretoscope_train.regraph OLD_BUNDLE NEW_BUNDLE", file=sys.stderr)
        return 2
    try:
        regraph(Path(given[0]), Path(given[1]))
    except (BadGraph, OSError, ValueError, KeyError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def regraph(old: Path, new: Path) -> None:
    manifest = json.loads((old / MANIFEST).read_text("utf-8"))
    if manifest.get("formatVersion") not in (2, FORMAT_VERSION):
        raise ValueError(f"{old} has format {manifest.get('formatVersion')}; only 2 and {FORMAT_VERSION} have these weights.")
    model = read_model(old, manifest)
    new.mkdir(parents=True, exist_ok=True)
    if any(new.iterdir()):
        raise FileExistsError(f"{new} is not empty; choose a new folder for the bundle.")
    for file in (manifest["vectors"]["file"], manifest["itemIds"]):
        shutil.copyfile(old / file, new / file)
    graphs, precision, checks = write_model(new, model, "int8" in manifest.get("precision", {}))
    changed = {"formatVersion": FORMAT_VERSION, "recentWidth": recent_width(model), "graphs": graphs, "precision": precision, "files": list_files(new)}
    write_manifest(new, manifest | changed | {"training": manifest["training"] | {"checks": checks}})


if __name__ == "__main__":
    raise SystemExit(main())
