"""The language of a text, from its commonest words, its letters and its script: a small table, no model.

The lists are function words that any grammar of the language names; a word that several languages share
counts for
each of them, and the margin between the best two decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["detect"]

_WORDS = {
    "en": "the of and to in a is that for it as was with be by on not he his but at are this have "
    "from or had an they which"
    "you were her she there would their we him been has when who will no if out so what up said its "
    "into than them can only"
    "other time some could these two may then do first any my now such like our over even most me "
    "after also did many before must",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es "
    "an werden aus er hat dass daß sie"
    "nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur "
    "bis mehr durch man sein wurde"
    "sei ich wir ihr ihre seine mir mich dich dir uns wenn was unter gegen vom kann schon hatte doch "
    "alle nun ihm ihn diese dieser ja",
    "fr": "le la les de des et à un une du en est que qui dans pour pas il elle au par sur ne se ce "
    "plus avec son sa ses mais nous vous"
    "ou sont aux cette comme je on leur été était fait être ont lui tout même sans deux ces aussi "
    "bien où si nos notre votre mon ma avait",
    "es": "el la los las de y en que a un una por con para no es se del al lo como más su sus pero le "
    "ha me o este esta sin sobre fue son"
    "entre cuando muy también hasta hay donde quien desde todo nos durante todos uno les ni contra "
    "ese eso había ante ellos era mi",
    "it": "il lo la gli le di e che in un una è per non con del della dei delle da si al alla nel "
    "nella sono come più ma anche ha dal dalla"
    "questo questa su o se suo sua loro essere era stato ci cui dopo fra tra ogni molto tutti tutto "
    "io lui lei mi alle ai degli",
    "la": "et in est non ad ut cum qui quod ex sed de quae si per enim atque ab aut etiam esse quam "
    "sunt nec hoc ac ne autem eius quo"
    "ita quidem tamen ipse sit id nunc eum hic se quibus erat pro sic neque nam ea iam inter post apud",
    "nl": "de het een en van in is dat op te zijn voor met niet die aan er om ook als maar dan naar "
    "uit bij nog wel door over ze hij zij"
    "hun wordt werd worden heeft hebben was had kan deze dit tot zo geen onder tegen na ik je we wij "
    "haar hem mijn meer",
    "pt": "o a os as de e do da em um uma que para com não no na por mais dos das se como foi ao ele "
    "ela é são ou seu sua mas aos já"
    "também pelo pela até isso entre era depois sem mesmo quando muito nos ser tem está você eu num nem",
    "da": "og i at det er en til på af de den med for som ikke der har et han var men fra om vi jeg "
    "kan være efter blev hvor så"
    "sig eller hun ved nu også skal hvad når mod over deres",
    "sv": "och i att det som en på är av för med den till inte har de ett om han men var jag sig från "
    "vi så kan när hon skulle"
    "vid efter också eller nu bara blev mycket hade där under mot hur alla man vara",
    "no": "og i det er en til på av de den med for som ikke har et han var men fra om vi jeg kan være "
    "etter ble hvor så seg"
    "eller hun ved nå også skal hva når mot over deres noe etter",
    "fi": "ja on ei se että hän oli ovat mutta kun myös kuin ole joka niin sen jos vain tai mitä nyt "
    "sitä hänen minä ollut sekä",
    "pl": "i w na z się do nie to że jest jak o po za co od ale przez jego tym dla czy był tak jej są "
    "tego już ich być oraz tylko",
    "cs": "a v se na je že s z do o to i za k pro ve by po jako ale od jsem při byl nebo který jeho "
    "které podle ještě však",
    "hu": "a az és hogy nem is egy van ez meg csak volt mint de ha el már még azt ami vagy aki majd "
    "lesz után",
    "tr": "ve bir bu da de için ile çok olarak daha olan ne gibi kadar sonra ama var en değil ki o mi "
    "olduğu her",
    "ro": "și în de la cu pe nu a este o un din că mai care pentru se au fost sau ca ce sunt al lui "
    "prin dar după",
}
_COMMON = frozenset(("en", "de", "fr", "es", "it", "la", "nl"))
_PROFILES = {language: frozenset(words.split()) for language, words in _WORDS.items()}
# Letters that few of these languages write: worth as much as a common word, each time in proportion.
_LETTERS = {
    "ß": "de", "ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "œ": "fr", "ù": "fr", "ê": "fr",
    "ø": "da no", "æ": "da no",
    "å": "sv da no", "ł": "pl", "ż": "pl", "ř": "cs", "ě": "cs", "ů": "cs", "ő": "hu", "ű": "hu",
    "ğ": "tr", "ı": "tr",
    "ț": "ro", "ș": "ro", "ü": "de", "ö": "de",
}  # fmt: skip
_SCRIPTS = {
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "HANGUL": "ko",
    "THAI": "th",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
_WORD = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN = re.compile("[^\0-\u024f]")
_SAMPLE = 20_000


def detect(text: str) -> str:
    """The BCP 47 tag of the language that most of ``text`` is in, or ``und`` where the evidence is thin."""
    if len(text) > 3 * _SAMPLE:
        third = len(text) // 3
        sample = (
            text[:_SAMPLE]
            + "\n"
            + text[third : third + _SAMPLE]
            + "\n"
            + text[2 * third : 2 * third + _SAMPLE]
        )
    else:
        sample = text
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return "und"
    other = [character for character in _BEYOND_LATIN.findall(sample) if character.isalpha()]
    if len(other) * 2 > letters:
        return _by_script(other[:2000])
    return _by_words(_WORD.findall(sample.lower()))


def _by_script(letters: list[str]) -> str:
    scripts: Counter[str] = Counter(unicodedata.name(letter, "?").split(" ")[0] for letter in letters)
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana * 10 > len(letters):
        return "ja"
    if scripts["CJK"] * 2 > len(letters):
        return "zh"
    best, count = scripts.most_common(1)[0]
    if count * 2 <= len(letters):
        return "und"
    if best == "CYRILLIC":
        found = {letter.lower() for letter in letters}
        return "uk" if found & set("іїєґ") else "ru" if found & set("ыэъё") else "und"
    return _SCRIPTS.get(best, "und")


def _by_words(words: list[str]) -> str:
    counts = Counter(words)
    total = sum(counts.values())
    scores = dict.fromkeys(_PROFILES, 0.0)
    for language, profile in _PROFILES.items():
        scores[language] = sum(counts[word] for word in profile if word in counts)
    letters = Counter("".join(words))
    for letter, languages in _LETTERS.items():
        for language in languages.split():
            scores[language] += min(letters[letter], total / 20) * 0.6
    ranked = sorted(scores, key=lambda language: (-scores[language], language))
    best, second = scores[ranked[0]], scores[ranked[1]]
    distinct = sum(1 for word in _PROFILES[ranked[0]] if word in counts)
    least = 2 if ranked[0] in _COMMON else 3  # the rarer a language is here, the more it takes to believe it
    if best < least or distinct < least or best < total * 0.12 or best < second * 1.15:
        return "und"
    return ranked[0]
