"""Words that say little in any question; they count less, but they count."""

from answer_engine.text import fold, normalised

WEIGHT = 0.25  # of a common word beside an ordinary one

_ENGLISH = """
a about after all also am an and any are as at be because been but by can could did do does doing dont for
from get go got had has have having he hello help her here hi him his how i id if ill im in into is isnt it
its ive just know like make may me might mine my need no not now of off ok on one or our out please really
she should so some tell thanks than that the their them then there these they thing this to too trying up us
very want was way we were what whats when where which while who whom whose why will with would yes you your
"""
_GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist
bitte da damit dann darf das dass dein deine dem den denn der des dich die dies diese dieser dieses dir doch
dort du durch ein eine einem einen einer eines er es etwas euch euer für gehen geht gibt hab habe haben
hallo hast hat hatte hier hätte ich ihm ihn ihnen ihr ihre im in ins ist ja jede jetzt kann kein keine
können könnte lassen mal man mehr mein meine meinem meinen meiner mich mir mit muss müssen möchte nach nicht
nichts noch nun nur ob oder ohne schon sehr sein seine sich sie sind so soll sollte sondern um und uns unser
unter viel vom von vor war warum was weil welche welchem welchen welcher welches wenn wer werde werden wie
wieso will wir wird wo wollen wurde während zu zum zur über
"""
_LATVIAN = """
ar arī bet bez būs būt cik es esam esat esmu gan gribu ir ja jau jā jūs ka kad kam kas kāda kādas kādi kāds
kāpēc ko kur kura kuri kurš kā lai lūdzu man mani manas mans manu mana mēs mums nav ne no nu nē par pats pēc
pie priekš savs savu tad tas te ta to tā tās tie tikai tur un uz vai var varu varat vēl viņa viņi viņš šī
šis šo
"""

# As they are written, and as they are written without umlauts and accents.
_COMMON = {
    language: frozenset(form(normalised(word)) for word in words.split() for form in (str, fold))
    for language, words in (("en", _ENGLISH), ("de", _GERMAN), ("lv", _LATVIAN))
}


def is_common(word: str, language: str) -> bool:
    """Whether a normalised word says little in this language; unknown languages have no such words.

    It is not folded: "ändere" says much where "andere" does not.
    """
    return word in _COMMON.get(language.split("-")[0], frozenset())


def all_common_words() -> frozenset[str]:
    """Those of all languages we know, also without accents."""
    return frozenset().union(*_COMMON.values())


def is_common_anywhere(word: str) -> bool:
    """Whether a word, normalised or folded, says little in any of the languages we know."""
    return any(word in common for common in _COMMON.values())
