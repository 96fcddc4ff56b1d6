"""Verbs that report speech, writing and thought, in English, German and French → their forms, and which
of the three each reports.

Regular verbs stand by their base form, strong ones by the forms that report (third person, participle).
Sources: Quirk et al., "A comprehensive grammar of the English language", 14.28–30 and 3.5–10 (forms); Duden,
"Die Grammatik", "Redeverben"; Grevisse, "Le bon usage", "verbes de déclaration".
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["SPEECH", "THOUGHT", "WRITING", "forms_of_reporting_verbs", "french_forms"]

SPEECH, WRITING, THOUGHT = "speech", "writing", "thought"

# Regular verbs are given by their base form.
_ENGLISH_REGULAR = """
accuse acknowledge add address admit admonish advise affirm agree allege announce answer apologize
apologise argue articulate ask assent assert assure avow bark bawl beam beg begin bellow blurt boast bray
breathe brag burst cackle call caution challenge chant charge chide chime chirp chorus chuckle claim
clarify coax command comment complain concede conclude concur confess confide confirm congratulate console
contend continue contradict correct counsel counter croak croon cry curse declaim declare decree demand
demur deny deplore describe direct drawl echo ejaculate elaborate emphasize emphasise enjoin enquire
entreat enunciate exclaim exhort explain expostulate falter finish forewarn gasp giggle grin groan growl
grumble grunt guess gush hail hazard hint hiss holler howl implore inform inquire insist instruct
interject interpose interrupt intone invite jeer jest joke keen lament laugh lecture lisp maintain marvel
mention moan mock mourn mumble murmur mutter nag nod note notify object observe offer opine order pant
persist plead pledge pray preach predict press proclaim profess promise prompt pronounce propose protest
purr query question quip rage rant rasp react reason reassure rebuke recall recite recommend reflect
refuse reiterate rejoin relate remark remind remonstrate repeat reply report request respond resume retort
return reveal roar say scoff scold scream screech shout shriek shrug sigh simper sing slur smile smirk
snap snarl sneer sniff sniffle snigger snort sob spit splutter sputter squeak squeal stammer state
stipulate stress stutter submit suggest summarize summarise surmise swear taunt tease testify thank
threaten thunder toast translate trill tut tweet urge utter venture vociferate voice volunteer vow wail
warn wheedle wheeze whimper whine whisper yawn yell yelp interpolate ejaculate pursue soliloquize
apostrophize praise criticize criticise condemn denounce dismiss defend hope joke lash quote welcome radio
recount remonstrate rebut recap fume gripe berate speculate theorize hypothesize theorise recollect
reminisce characterize characterise summarise sum
""".split()
_ENGLISH_IRREGULAR = {
    SPEECH: """
says said saying say saith sez tell tells told telling quoth quote spoke speaks speaking began begun
begins cried cries replied replies sang sings swore burst put puts went goes broke breaks spat shot
forbade bade lied pursued got quavered gave ran heard calls called dubbed termed labelled labeled
""",
    WRITING: """
write writes wrote written writing reads read posted posts published penned noted tweeted scrawled
scribbled inscribed blogged emailed cabled wired telegraphed runs footnotes notes recorded records
""",
    THOUGHT: """
thought thinks think mused muses wondered wonders reflected pondered meditated decided considered believed
believes felt dreamed reasoned
""",
}
_GERMAN_REGULAR = """
sagen meinen erklären antworten fragen flüstern murmeln betonen fordern warnen bemerken versetzen
versichern behaupten berichten erzählen kündigen fügen mahnen klagen lachen seufzen brummen stammeln
stöhnen hauchen zischen brüllen jubeln scherzen loben kritisieren teilen äußern äussern wiederholen
ergänzen verkünden bestätigen räumen beteuern konstatieren stellen entgegnen erwidern empören freuen
wundern ärgern appellieren argumentieren beklagen bekräftigen beschuldigen beschwören bezeugen bilanzieren
drohen erinnern erläutern ermahnen erkundigen wettern schimpfen fluchen spotten höhnen ätzen poltern tönen
schwärmen prophezeien prognostizieren resümieren präzisieren protestieren plädieren raunen rechtfertigen
schildern schluchzen schnauben schnarren knurren lispeln nuscheln krächzen kreischen grüßen kommentieren
lächeln grinsen nicken nörgeln meckern murren wimmern winseln verlangen vermuten verneinen verteidigen
verurteilen würdigen zitieren hoffen analysieren attestieren signalisieren spekulieren urteilen trösten
dozieren deklamieren donnern fauchen feixen gratulieren informieren insistieren jammern keuchen lallen
lästern mäkeln maulen monieren mutmaßen orakeln piepsen plappern prahlen predigen prusten quengeln rätseln
referieren rügen sinnieren skandieren sticheln stottern tadeln triumphieren witzeln zetern zürnen
begründen begrüßen bedauern bezweifeln blaffen frotzeln frohlocken japsen kichern kontern krähen melden
pflichten
""".split()
_GERMAN_IRREGULAR = {
    SPEECH: """
spricht sprach sprachen gesprochen ruft rief riefen gerufen schreit schrie schrien geschrien gesteht
gestand gestanden gibt gab gaben lautet lautete bittet bat baten gebeten befiehlt befahl befohlen wandte
wendet unterbrach unterbricht begann schloß schloss schließt nennt nannte nannten genannt bezeichnet
bezeichnete bezeichneten verspricht versprach versprochen zufolge ließ lässt heißt hieß widerspricht
widersprach widersprochen unterstreicht unterstrich unterstrichen verrät verriet verraten beschreibt
beschrieb beschrieben rät riet geraten wirft warf fährt fuhr fand findet räumte
""",
    WRITING: """
schreibt schrieb schrieben geschrieben notiert notierte vermerkt vermerkte steht stand las liest twittert
twitterte getwittert
""",
    THOUGHT: "denkt dachte gedacht glaubt glaubte überlegt überlegte grübelte grübelt",
}
_FRENCH_REGULAR = """
demander déclarer affirmer expliquer ajouter murmurer crier écrier assurer souligner annoncer confier
estimer répliquer préciser rappeler observer remarquer continuer balbutier soupirer chuchoter hurler
supplier ordonner insister avouer raconter protester lancer indiquer dénoncer regretter objecter
interroger exclamer penser appeler nommer qualifier commenter indigner inquiéter étonner plaider marteler
accuser réclamer exiger argumenter tempérer nuancer résumer témoigner railler moquer ironiser plaisanter
rassurer gronder grommeler marmonner bredouiller bégayer susurrer articuler clamer proclamer jurer
confirmer récuser rétorquer riposter rejeter déplorer saluer féliciter critiquer fustiger alerter relater
rapporter signaler suggérer proposer conseiller recommander menacer ricaner rigoler sangloter grogner
brailler beugler vociférer tempêter fulminer emporter enchaîner hasarder questionner revendiquer
réaffirmer réitérer répéter révéler analyser détailler espérer juger attester citer interpeller parler
évoquer lâcher glisser maugréer bougonner glousser siffler souffler gémir avertir renchérir réagir rugir
glapir
""".split()
_FRENCH_IRREGULAR = {
    SPEECH: """
dit dirent disait disaient dis dire disant répond répondit répondait répondirent répondu reprend reprit
reprenait repris fait fit faisait soutient soutint soutenu interrompt interrompit interrompu poursuit
poursuivit poursuivi conclut conclu promet promit promis appelle rappelle martèle grommelle rejette admet
admit admis reconnaît reconnut reconnu prédit convient convint convenu renchérit dément démentit démenti
prévient prévint prévenu défend défendit défendu plaint plaignit lut
""",
    WRITING: "dispose stipule écrit écrivit écrivait écrivirent écrivant note nota notait noté lit lisait",
    THOUGHT: "pensa pensait songe songea songeait",
}
_NOT_FRENCH = frozenset(
    "dispose observe propose accuse continue lance souffle cite analyse analysé siffle".split()
)
"""Forms that are words of another kind in English or German oftener than the French verb here."""
_DOUBLING = re.compile(
    r"^(?:beg|nod|tut|snap|sob|nag|grin|submit|quip|slur|shrug|hum|spit|begin|concur|demur|blurt|chat)$"
)


@cache
def forms_of_reporting_verbs() -> dict[str, str]:
    """Each form, in small letters, and what it reports; English goes before German, German before French."""
    table: dict[str, str] = {}
    for base in _ENGLISH_REGULAR:
        for form in _forms(base):
            table[form] = SPEECH
    for kind, words in _ENGLISH_IRREGULAR.items():
        table.update(dict.fromkeys(words.split(), kind))
    for infinitive in _GERMAN_REGULAR:
        for form in _german_forms(infinitive):
            table.setdefault(form, SPEECH)
    for kind, words in _GERMAN_IRREGULAR.items():
        for word in words.split():
            table.setdefault(word, kind)
    for form, kind in french_forms().items():
        if form not in _NOT_FRENCH:
            table.setdefault(form, kind)
    return {**table, **{form.casefold(): kind for form, kind in table.items()}}


@cache
def french_forms() -> dict[str, str]:
    """The French forms alone, and what each reports."""
    table = {word: kind for kind, words in _FRENCH_IRREGULAR.items() for word in words.split()}
    for infinitive in _FRENCH_REGULAR:
        for form in _french_forms(infinitive):
            table.setdefault(form, SPEECH)
    return table


def _german_forms(infinitive: str) -> tuple[str, ...]:
    """A weak verb's third persons and participle: *sagt, sagte, sagten, gesagt*."""
    stem = infinitive[:-1] if infinitive.endswith(("ern", "eln")) else infinitive[:-2]
    joint = "e" if stem.endswith(("t", "d", "gn")) else ""
    participle = stem + joint + "t"
    if not re.match(r"be(?!ten)|er|ent|ver|zer|wider|wieder|emp", infinitive) and not infinitive.endswith(
        "ieren"
    ):
        participle = "ge" + participle
    return infinitive, f"{stem}{joint}t", f"{stem}{joint}te", f"{stem}{joint}ten", participle


def _french_forms(infinitive: str) -> tuple[str, ...]:
    """A regular verb's third persons and participles: *assure, assura, assurait, assuré, assurant*."""
    stem = infinitive[:-2]
    if infinitive.endswith("ir"):
        return stem + "it", stem + "issait", stem + "i", stem + "issent", stem + "irent"
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    closed = re.sub(r"é(?=[^aeiouyé]{1,2}$)", "è", stem)
    return (
        closed + "e", closed + "ent", soft + "a", stem + "èrent", soft + "ait", soft + "aient", stem + "é",
        soft + "ant",
    )  # fmt: skip


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
