"""Handles to suggest: plain, warm, adult, and about nothing but themselves."""

import random
from collections.abc import Callable

HANDLES = {
    "en": (
        "Maple", "Cedar", "Juniper", "Willow", "Birch", "Aspen", "Linden", "Hazel", "Rowan", "Sage", "Clover", "Fern",
        "Heather", "Lavender", "Marigold", "Poppy", "Thistle", "Bramble", "Acorn", "Pebble", "River", "Brook", "Harbor",
        "Meadow", "Prairie", "Canyon", "Summit", "Valley", "Lagoon", "Delta", "Island", "Lantern", "Candle", "Ember",
        "Kettle", "Thimble", "Button", "Ribbon", "Velvet", "Linen", "Cotton", "Woolly", "Denim", "Copper", "Amber",
        "Indigo", "Ochre", "Cobalt", "Sparrow", "Robin", "Wren", "Heron", "Finch", "Swallow", "Otter", "Badger", "Hare",
        "Beaver", "Cricket", "Bumble", "Comet", "Aurora", "Breeze", "Thunder", "Drizzle", "Sunrise", "Twilight",
        "Cinnamon", "Ginger", "Nutmeg", "Pepper", "Walnut", "Almond", "Biscuit", "Pancake", "Mango", "Plum", "Quince",
        "Banjo", "Fiddle", "Cello", "Drum", "Compass", "Anchor", "Paddle", "Kite", "Garden", "Orchard", "Hammock",
    ),
    "es": (
        "Arce", "Cedro", "Encino", "Sauce", "Abedul", "Olivo", "Laurel", "Romero", "Salvia", "Trébol", "Helecho",
        "Lavanda", "Amapola", "Girasol", "Jazmín", "Jacaranda", "Ceiba", "Bellota", "Guijarro", "Río", "Arroyo", "Puerto",
        "Pradera", "Cañón", "Cumbre", "Valle", "Laguna", "Isla", "Farol", "Vela", "Brasa", "Tetera", "Dedal", "Botón",
        "Listón", "Lino", "Algodón", "Lana", "Mezclilla", "Cobre", "Ámbar", "Añil", "Ocre", "Gorrión", "Colibrí", "Garza",
        "Golondrina", "Quetzal", "Nutria", "Tejón", "Liebre", "Castor", "Grillo", "Cometa", "Aurora", "Brisa", "Trueno",
        "Llovizna", "Amanecer", "Canela", "Jengibre", "Pimienta", "Nuez", "Almendra", "Galleta", "Mango", "Ciruela",
        "Membrillo", "Guayaba", "Guitarra", "Violín", "Tambor", "Marimba", "Brújula", "Ancla", "Remo", "Papalote",
        "Jardín", "Huerto", "Hamaca", "Fogata", "Molino", "Balcón", "Tejado", "Sendero", "Puente", "Campana", "Faro",
    ),
}  # fmt: skip


def suggestions(language: str, taken: Callable[[str], bool], how_many: int) -> list[str]:
    """Handles nobody in this circle has yet, in a random order; with a number once the plain ones run out."""
    words = HANDLES.get(language, HANDLES["en"])
    free: list[str] = []
    for word in random.sample(words, min(len(words), 3 * how_many)):
        if len(free) < how_many and not taken(word):
            free.append(word)
    while len(free) < how_many:
        numbered = f"{random.choice(words)} {random.randint(2, 9999)}"  # noqa: S311 - a suggestion, not a secret
        if numbered not in free and not taken(numbered):
            free.append(numbered)
    return free
