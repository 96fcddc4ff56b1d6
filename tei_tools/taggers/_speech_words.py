"""Words that report speech and writing, in English, German and French: tables, and the patterns made of
them.

The lists are the reporting verbs of the languages' grammars (Quirk et al., "A comprehensive grammar of the
English language", 14.28–30; Duden, "Die Grammatik", "Redeverben"; Grevisse, "Le bon usage", "verbes de
déclaration").
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["SPEECH", "THOUGHT", "WRITING", "is_speech_verb", "is_writing_verb", "verb_kind"]

SPEECH, WRITING, THOUGHT = "speech", "writing", "thought"

# Regular verbs are given by their base form.
_ENGLISH_REGULAR = """
accuse acknowledge add address admit admonish advise affirm agree allege announce answer apologize apologise
argue
articulate ask assent assert assure avow bark bawl beam beg begin bellow blurt boast bray breathe brag burst
cackle
call caution challenge chant charge chide chime chirp chorus chuckle claim clarify coax command comment
complain concede
conclude concur confess confide confirm congratulate console contend continue contradict correct counsel
counter croak
croon cry curse declaim declare decree demand demur deny deplore describe direct drawl echo ejaculate
elaborate emphasize
emphasise enjoin enquire entreat enunciate exclaim exhort explain expostulate falter finish forewarn gasp
giggle grin groan
growl grumble grunt guess gush hail hazard hint hiss holler howl implore inform inquire insist instruct
interject
interpose interrupt intone invite jeer jest joke keen lament laugh lecture lisp maintain marvel mention moan
mock mourn
mumble murmur mutter nag nod note notify object observe offer opine order pant persist plead pledge pray
preach predict
press proclaim profess promise prompt pronounce propose protest purr query question quip rage rant rasp
react reason
reassure rebuke recall recite recommend reflect refuse reiterate rejoin relate remark remind remonstrate
repeat reply report
request respond resume retort return reveal roar say scoff scold scream screech shout shriek shrug sigh
simper sing
slur smile
smirk snap snarl sneer sniff sniffle snigger snort sob spit splutter sputter squeak squeal stammer state
stipulate
stress stutter submit suggest summarize summarise surmise swear taunt tease testify thank threaten thunder
toast translate
trill tut tweet urge utter venture vociferate voice volunteer vow wail warn wheedle wheeze whimper whine
whisper yawn
yell yelp interpolate ejaculate pursue soliloquize apostrophize praise criticize criticise condemn denounce
dismiss defend
hope joke lash quote ask-for welcome
""".split()
_ENGLISH_IRREGULAR = {
    SPEECH: """
says said saying say saith sez tell tells told telling quoth quote spoke speaks speaking began begun
begins cried cries replied replies sang sings swore burst put puts went goes broke breaks spat shot
forbade bade pursued got quavered gave ran heard calls called dubbed termed labelled labeled
""",
    WRITING: """
write writes wrote written writing reads read posted posts published penned noted tweeted scrawled
scribbled inscribed blogged emailed cabled wired telegraphed runs footnotes notes recorded records
""",
    THOUGHT: """
thought thinks think mused muses wondered wonders reflected pondered meditated decided considered
believed believes felt dreamed reasoned
""",
}
_GERMAN = {
    SPEECH: """
sagt sagte sagten sagen gesagt spricht sprach sprachen gesprochen meint meinte meinten erklärt erklärte
erklärten
antwortet antwortete antworteten geantwortet erwidert erwiderte erwiderten entgegnet entgegnete fragt fragte
fragten
gefragt ruft rief riefen gerufen schreit schrie flüstert flüsterte murmelt murmelte betont betonte fordert
forderte
warnt warnte bemerkt bemerkte versetzte versichert versicherte behauptet behauptete berichtet berichtete
erzählt
erzählte erzählten gesteht gestand gibt gab kündigt kündigte fügt fügte lautet lautete bittet bat befiehlt
befahl
mahnt mahnte klagt klagte lacht lachte seufzt seufzte brummt brummte stammelt stammelte stöhnt stöhnte hauchte
zischte brüllte jubelte scherzt scherzte lobt lobte kritisiert kritisierte teilt teilte äußert äußerte
äusserte
wiederholt wiederholte ergänzt ergänzte unterbrach wandte begann schloß schloss nennt nannte bezeichnet
bezeichnete
verspricht versprach verkündet verkündete bestätigt bestätigte räumt räumte beteuert beteuerte konstatiert
konstatierte stellt stellte zufolge ließ lässt heißt hieß
""",
    WRITING: (
        "schreibt schrieb schrieben geschrieben notiert notierte vermerkt vermerkte steht stand las "
        "liest lautet lautete heißt hieß"
    ),
    THOUGHT: "denkt dachte glaubt glaubte überlegte überlegt",
}
_FRENCH = {
    SPEECH: """
dit dirent disait disaient dis dire répond répondit répondait répondirent répondu demande demanda demandait
demandé
déclare déclara déclarait déclaré affirme affirma affirmait affirmé explique expliqua expliquait expliqué
ajoute ajouta
ajoutait ajouté murmure murmura murmurait crie cria criait s'écrie s'écria s'écriait s’écrie s’écria
s’écriait écria
écrie reprend reprit reprenait fait fit faisait assure assura assurait soutient soutint souligne souligna
soulignait
annonce annonça annonçait confie confia confiait estime estima estimait réplique répliqua répliquait précise
précisa
rappelle rappela observe observa remarque remarqua interrompt interrompit poursuit poursuivit continue
continua
conclut balbutia balbutie soupira soupire chuchota chuchote hurla hurle gémit grogna supplia ordonna ordonne
promit
insiste insista avoue avoua raconte raconta proteste protesta lance lança indique indiqua dénonce dénonça
regrette
regretta objecta objecte interrogea interroge exclame exclama pense appelle appelait nomme qualifie commente
""",
    WRITING: "écrit écrivit écrivait écrivirent note nota notait lit lisait",
    THOUGHT: "pense pensa pensait songea songeait",
}
_DOUBLING = re.compile(
    r"^(?:beg|nod|tut|snap|sob|nag|grin|submit|quip|slur|shrug|hum|spit|begin|concur|demur|blurt|chat)$"
)


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for base in _ENGLISH_REGULAR:
        for form in _forms(base):
            table[form] = SPEECH
    for kind, words in _ENGLISH_IRREGULAR.items():
        table.update(dict.fromkeys(words.split(), kind))
    for verbs in (_GERMAN, _FRENCH):
        for kind, words in verbs.items():
            for word in words.split():
                table.setdefault(word, kind)
    return table


def _forms(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return base, base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    if base.endswith(("s", "sh", "ch", "x")):
        return base, base + "es", base + "ed", base + "ing"
    if _DOUBLING.match(base) and base not in {"blurt"}:
        return base, base + "s", base + base[-1] + "ed", base + base[-1] + "ing"
    return base, base + "s", base + "ed", base + "ing"


def verb_kind(word: str) -> str | None:
    """``speech``, ``writing``, ``thought`` for a form of a verb that reports such, else ``None``."""
    return _table().get(word.casefold())


def is_speech_verb(word: str) -> bool:
    """Whether ``word`` is a form of a verb that reports speech."""
    return verb_kind(word) == SPEECH


def is_writing_verb(word: str) -> bool:
    """Whether ``word`` is a form of a verb that reports writing."""
    return verb_kind(word) == WRITING


SUBJECT_PRONOUNS = {
    **dict.fromkeys(("he", "er", "il"), "male"),
    **dict.fromkeys(("she", "elle"), "female"),
    **dict.fromkeys(("they", "ils", "elles", "we", "wir", "nous", "on", "man"), "many"),
    **dict.fromkeys(("i", "ich", "je", "j", "you", "du", "tu", "vous", "ihr"), "first"),
    **dict.fromkeys(("who", "which", "that", "qui", "der", "die", "welcher", "welche"), "relative"),
    **dict.fromkeys(("it", "es", "sie"), "other"),
}

DETERMINERS = frozenset(
    """the a an this that these those his her my our your their its one another some every each no
    der die das ein eine einer dieser diese mein meine sein seine ihr ihre unser unsere
    le la les l un une des ce cet cette son sa ses mon ma notre leur""".split()
)

AUXILIARIES = frozenset(
    """has had have having did do does would will could can may might must should shall then also once again
    later
    already only always never often just even still soon further once now first simply merely
    hat hatte habe wird würde dann auch noch nun darauf a avait ayant alors aussi ensuite lui leur me nous
    vous se s""".split()
)

# Words at which a noun phrase ends (English, German, French).
PHRASE_ENDS = frozenset(
    """in on at by with from to for as and or but if when while who whom whose which that where after before
    during into onto upon
    over under about against through without within between is was were are be been being has had have not
    so than then
    because since until whether what how why says said would will could did does do
    im am auf bei mit von zu für als und oder aber wenn während dass daß ob ist war waren sind wird nicht
    nach vor über unter
    en dans sur par avec pour à au aux et ou mais si quand que qui est était sont après avant sans
    sous""".split()
)
