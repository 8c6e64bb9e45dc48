"""Readable titles for the demo's made-up items: an area, a subject of it, a style and a detail."""

import numpy as np

STYLES = ("Warm", "Minimal", "Vintage", "Coastal", "Bold", "Rustic")

# Area -> subject -> things of that subject.
AREAS: dict[str, dict[str, tuple[str, ...]]] = {
    "Rooms": {
        "Living rooms": ("reading corner", "sofa wall", "fireplace shelf", "gallery wall", "window seat"),
        "Bedrooms": ("linen bed", "attic bedroom", "bedside lamp", "headboard", "built-in wardrobe"),
        "Kitchens": ("open shelving", "breakfast nook", "kitchen island", "tiled backsplash", "pantry"),
        "Workspaces": ("home office", "standing desk", "pegboard", "craft table", "desk by the window"),
    },
    "Recipes": {
        "Baking": ("sourdough loaf", "lemon tart", "cinnamon rolls", "berry galette", "olive oil cake"),
        "Weeknight dinners": ("one-pan chicken", "lentil curry", "sheet-pan gnocchi", "miso noodles", "bean stew"),
        "Salads": ("grain bowl", "tomato salad", "crunchy slaw", "roasted beet salad", "noodle salad"),
        "Drinks": ("ginger lemonade", "iced matcha", "cold brew", "herb spritz", "hot chocolate"),
    },
    "Trips": {
        "City breaks": ("weekend in Lisbon", "walk through Kyoto", "two days in Ghent", "cafes of Vienna", "markets of Oaxaca"),
        "Mountains": ("hut-to-hut hike", "alpine lake", "ridge trail", "cabin stay", "winter lodge"),
        "Beaches": ("quiet cove", "surf village", "island ferry route", "lighthouse walk", "dune path"),
        "Road trips": ("desert highway", "fjord drive", "vineyard loop", "camper van route", "coast road"),
    },
    "Outfits": {
        "Workwear": ("linen suit", "wide trousers", "loafers", "tailored coat", "knit polo"),
        "Weekend": ("denim jacket", "striped tee", "canvas sneakers", "overshirt", "corduroy skirt"),
        "Evening": ("silk dress", "velvet blazer", "statement earrings", "satin skirt", "evening clutch"),
        "Outdoors": ("rain shell", "wool layers", "trail boots", "fleece vest", "bucket hat"),
    },
    "Gardens": {
        "Balconies": ("herb boxes", "folding table", "climbing jasmine", "tomato pots", "string lights"),
        "Flower beds": ("dahlia border", "meadow mix", "rose arch", "tulip plan", "lavender row"),
        "Vegetables": ("raised beds", "bean trellis", "cold frame", "seed calendar", "compost corner"),
        "Indoor plants": ("fern shelf", "monstera corner", "succulent tray", "hanging planters", "propagation station"),
    },
    "Crafts": {
        "Ceramics": ("pinch pots", "glazed mugs", "stamped plates", "coil vase", "slip patterns"),
        "Knitting": ("cable scarf", "colourwork yoke", "chunky blanket", "mohair beanie", "sock pattern"),
        "Paper": ("folded stars", "linocut cards", "bound notebook", "paper flowers", "collage print"),
        "Woodwork": ("plywood stool", "spoon carving", "picture ledge", "plant stand", "tool wall"),
    },
}

DETAILS = (
    "for small spaces",
    "on a budget",
    "step by step",
    "for beginners",
    "in an afternoon",
    "with natural light",
    "for slow Sundays",
    "in autumn colours",
    "for two",
    "with leftovers in mind",
    "worth the effort",
    "in five photos",
)


def make_items(random: np.random.Generator, count: int) -> list[dict]:
    """`count` items with unique titles, spread evenly over the subjects."""
    subjects = [(area, subject) for area in AREAS for subject in AREAS[area]]
    names = list(AREAS)
    rows: list[dict] = []
    used: set[str] = set()
    while len(rows) < count:
        number = len(rows) % len(subjects)
        area, subject = subjects[number]
        style = int(random.integers(len(STYLES)))
        thing = str(random.choice(AREAS[area][subject]))
        title = f"{STYLES[style]} {thing} {random.choice(DETAILS)}"
        if title in used:
            continue
        used.add(title)
        rows.append(
            {
                "item": f"pin-{len(rows) + 1:03d}",
                "title": title,
                "topics": [area, subject, STYLES[style]],
                "area": names.index(area),
                "subject": number,
                "style": style,
            }
        )
    return rows
