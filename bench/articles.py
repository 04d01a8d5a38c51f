"""Makes articles as a large shop would have them: German and English, thousands of words, the same on every run."""

import random
import re
from bisect import bisect_left
from collections.abc import Iterator

from answer_engine import Document

SHOWN = 5  # rows under the field
_WORD = re.compile(r"\w+")

GERMAN_THINGS = _WORD.findall("""
Brille Gestell Bügel Glas Scharnier Schraube Etui Tuch Linse Lager Karte Konto Rechnung Lieferung Paket Adresse Akku
Kabel Ladegerät Bildschirm Tastatur Drucker Patrone Router Netzwerk Passwort Vertrag Kündigung Gutschein Rabatt
Filter Pumpe Schlauch Ventil Dichtung Motor Getriebe Bremse Reifen Felge Sattel Lenker Rahmen Schuh Sohle Jacke
Reißverschluss Stoff Faden Nadel Lampe Fassung Birne Schalter Steckdose Sicherung Heizung Thermostat Kessel Fenster
Rollladen Griff Schloss Schlüssel Tür Regal Schublade Matratze Kissen Decke Topf Pfanne Deckel Messer Klinge Kaffee
Mühle Maschine Tasse Garantie Reparatur Umtausch Rückgabe Bestellung Zahlung Mahnung Steuer Zoll Versand Filiale
Termin Anprobe Größe Farbe
""")
ENGLISH_THINGS = _WORD.findall("""
lens frame hinge temple screw case cloth battery cable charger screen keyboard printer cartridge router network
password contract voucher discount filter pump hose valve seal engine gear brake tyre wheel saddle handlebar shoe
sole jacket zip fabric thread needle lamp socket bulb switch outlet fuse heating thermostat boiler window blind
handle lock key door shelf drawer mattress pillow blanket pot pan lid knife blade coffee grinder machine cup
warranty repair exchange return order payment reminder tax customs shipping store appointment fitting size colour
account card invoice delivery parcel address subscription newsletter profile receipt refund deposit instalment
bracket gasket spindle bearing nozzle tripod
""")
GERMAN_QUESTIONS = (
    "Wie tausche ich {a} an {b} aus?", "{a} defekt: was tun bei {b}?", "Wo finde ich {a} für {b}?",
    "Warum passt {a} nicht zu {b}?", "Wie reinige ich {a} von {b} richtig?", "Was kostet {a} mit {b}?",
    "Kann ich {a} ohne {b} bestellen?", "{b} einrichten und {a} anschließen", "Wie lange hält {a} bei {b}?",
)  # fmt: skip
ENGLISH_QUESTIONS = (
    "How do I replace the {a} of my {b}?", "{a} broken: what to do with the {b}?", "Where do I find the {a} for {b}?",
    "Why does the {a} not fit the {b}?", "How to clean the {a} of the {b}", "What does the {a} with {b} cost?",
    "Can I order a {a} without {b}?", "Set up the {b} and connect the {a}", "How long does the {a} of a {b} last?",
)  # fmt: skip
GERMAN_SENTENCES = (
    "Öffnen Sie zuerst {a} und prüfen Sie, ob {b} fest sitzt.", "Bei {a} der Reihe {m} liegt {b} links unten.",
    "Wir senden Ihnen {a} innerhalb von {n} Tagen kostenlos zu.", "Lösen Sie {a} vorsichtig, damit {b} nicht bricht.",
    "Das Modell {m} braucht {a} mit {n} Millimetern.", "Ohne {b} funktioniert {a} nicht zuverlässig.",
    "Melden Sie sich bei uns, wenn {a} nach {n} Wochen noch fehlt.", "Für {b} gilt die Garantie von {n} Monaten.",
)  # fmt: skip
ENGLISH_SENTENCES = (
    "First open the {a} and check that the {b} sits tight.", "On a {a} of the {m} series the {b} is on the left.",
    "We send you a new {a} within {n} days free of charge.", "Loosen the {a} gently so that the {b} does not break.",
    "Model {m} needs a {a} of {n} millimetres.", "Without the {b} your {a} does not work reliably.",
    "Tell us when the {a} is still missing after {n} weeks.", "The {b} has a warranty of {n} months.",
)  # fmt: skip
SYLLABLES = _WORD.findall("""
ba be bo da de di fa fi ga go ka ke ki la le lo ma mi mo na ne ni pa ra re ri sa si so ta te ti va ve vo za
""")


def articles(count: int, seed: int = 1) -> list[Document]:
    """So many articles, half of them German, half English."""
    chance = random.Random(seed)
    return [_article(number, chance) for number in range(count)]


def half_typed(
    documents: list[Document], count: int, seed: int = 2, *, slips: bool = False
) -> Iterator[tuple[str, Document]]:
    """Titles as somebody types them: half to nine tenths of the letters, with a slip in every fifth word on wish."""
    chance = random.Random(seed)
    for _ in range(count):
        document = chance.choice(documents)
        typed = document.title[: max(3, int(len(document.title) * chance.uniform(0.5, 0.9)))]
        yield (_slipped(typed, chance) if slips else typed), document


def findable(documents: list[Document], count: int, seed: int = 2) -> float:
    """The share of half-typed titles that a perfect engine shows: where more begin so than are shown, it must guess."""
    titles = sorted(document.title for document in documents)
    begun = [_begin(titles, typed) for typed, _document in half_typed(documents, count, seed)]
    return sum(min(1.0, SHOWN / fitting) for fitting in begun) / count


def _begin(titles: list[str], typed: str) -> int:
    """How many of the sorted titles begin so."""
    return bisect_left(titles, typed + "\U0010ffff") - bisect_left(titles, typed)


def _article(number: int, chance: random.Random) -> Document:
    german = number % 2 == 0
    questions, sentences = (GERMAN_QUESTIONS, GERMAN_SENTENCES) if german else (ENGLISH_QUESTIONS, ENGLISH_SENTENCES)
    model = f"{_name(chance)} {chance.randint(100, 9999)}"
    title = chance.choice(questions).format(a=_thing(german, chance), b=f"{_thing(german, chance)} {model}")
    lines = [
        chance.choice(sentences).format(
            a=_thing(german, chance), b=_thing(german, chance), m=_name(chance), n=chance.randint(2, 90)
        )
        for _ in range(chance.randint(5, 16))
    ]
    half = len(lines) // 2
    body = "\n\n".join([" ".join(lines[:half]), f"# {title}", " ".join(lines[half:])])
    return Document(f"article-{number}", "de" if german else "en", title, body, topic=f"topic-{number % 12}")


def _thing(german: bool, chance: random.Random) -> str:
    """A thing, often a compound one; common ones come much more often than rare ones, as in life."""
    things: list[str] = GERMAN_THINGS if german else ENGLISH_THINGS
    one, other = (things[min(int(chance.expovariate(0.03)), len(things) - 1)] for _ in range(2))
    if chance.random() < 0.5:
        return one
    return f"{one}{other.lower()}" if german else f"{one} {other}"


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def _slipped(text: str, chance: random.Random) -> str:
    return " ".join(_misspelt(word, chance) if chance.random() < 0.2 else word for word in text.split(" "))


def _misspelt(word: str, chance: random.Random) -> str:
    """Two letters swapped, one left out or one doubled."""
    if len(word) < 4 or not word.isalpha():
        return word
    place = chance.randint(1, len(word) - 2)
    return chance.choice(
        (
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
        )
    )
