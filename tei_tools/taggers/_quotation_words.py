"""Words beside a quotation that tell what it is: a work's title, a term, a word spoken about, words held at a
distance, a writing's words. English, German and French.
"""

from __future__ import annotations

import re

WORKS_ANALYTIC = (
    "article essay poem song story chapter lecture paper speech sermon column report review track "
    "single episode ballad hymn sonnet aria video post talk entry piece section Aufsatz Artikel "
    "Gedicht Lied Kapitel Vortrag Beitrag Erzählung poème chanson chapitre nouvelle discours "
    "éditorial Lied Ballade Novelle Märchen Predigt Rede Leitartikel Essay Film-Song Schlager Arie "
    "fable conte "
    "sonnet ode berceuse tribune conférence podcast folge épisode"
)
WORKS_MONOGRAPH = (
    "book novel film movie play opera album series memoir memoirs autobiography biography treatise "
    "documentary musical symphony ballet painting sculpture exhibition pamphlet volume game show "
    "trilogy thriller comedy tragedy drama Buch Roman Film Oper Stück Schauspiel Sammlung livre "
    "roman pièce opéra pièce film série tableau sculpture recueil comédie tragédie drame essai "
    "mémoires album Album "
    "Serie Gemälde Oper Operette Musical Dokumentarfilm Krimi Komödie Tragödie Drama Bestseller "
    "bestseller Ausstellung "
    "Memoiren Autobiografie Autobiographie Biografie Biographie Sachbuch Theaterstück exposition "
    "sitcom romcom epic "
    "blockbuster sequel anthology hit masterpiece Meisterwerk"
)
WORKS_JOURNAL = (
    "newspaper magazine journal periodical daily weekly Zeitung Zeitschrift Magazin Tageszeitung "
    "Wochenzeitung "
    "Boulevardzeitung Boulevardblatt Nachrichtenmagazin journal revue quotidien hebdomadaire mensuel "
    "tabloid weekly"
)
LEVELS = {
    **dict.fromkeys(WORKS_JOURNAL.casefold().split(), "j"),
    **dict.fromkeys(WORKS_MONOGRAPH.casefold().split(), "m"),
    **dict.fromkeys(WORKS_ANALYTIC.casefold().split(), "a"),
}
TITLED = re.compile(
    r"\b(?:entitled|titled|title[ds]?(?: (?:is|was|of))?|headed|headline[ds]?(?: (?:read|reads|ran"
    r"|said))?|mit dem Titel"
    r"|betitelt|unter dem Titel|intitulée?s?|titre)\s*[,:]?\s*$",
    re.IGNORECASE,
)
WORK_BEFORE = re.compile(r"\b([^\W\d_]+)\s*,?\s*$")
MENTION_BEFORE = re.compile(
    r"\b(?:words?|phrases?|expressions?|verbs?|nouns?|adjectives?|adverbs?|pronouns?|conjunctions?"
    r"|prefix|suffix"
    r"|syllables?|letters?|name|names|spelled|spelt|pronounced|surname|nickname|password|acronym"
    r"|abbreviation|slogan|motto|saying|proverb|sprichwort|wahlspruch|proverbe|devise"
    r"|wörter[ns]?|wortes?|worts?|ausdrucks?|silben?|buchstaben?|verbs?|verben|adjektivs?"
    r"|substantivs?|namens?|vokabel"
    r"|redewendung|redensart|schlagwort|formel|vorname|nachname|beiname|bezeichnung|abkürzung|kürzel"
    r"|vorsilbe|nachsilbe"
    r"|mots?|expressions?|lettres?|vocables?|verbes?|adjectifs?|substantifs?|syllabes?|noms?|prénom"
    r"|surnom|locution"
    r"|formule|sigle|form|forms|preposition|präposition|préposition"
    r"|meaning|means|meant|translated as|translates as|prononcé|written)\b\s*,?\s*(?:(?:de|of"
    r"|for) )?(?:\w+ )?$",
    re.IGNORECASE,
)
LANGUAGE_BEFORE = re.compile(
    r"(?:\b(?:Latin|Greek|French|German|English|Arabic|Hebrew|Sanskrit|Italian|Spanish|Russian|Dutch"
    r"|Norse|Irish|Welsh"
    r"|Persian|Turkish|Chinese|Japanese|Yiddish|Aramaic)(?: word| term| verb| noun| root)?(?: for)?"
    r"|\b\w*(?:lateinisch|griechisch|deutsch|englisch|französisch|hebräisch|arabisch|russisch"
    r"|italienisch|spanisch"
    r"|slawisch|germanisch|jiddisch|türkisch|persisch)e[nmrs]?(?: Wort| Wortes| Ausdruck| Verb)?"
    r"|\b(?:latin|grec|arabe|hébreu|allemand|anglais|italien|espagnol|germanique|francique|persan"
    r"|sanskrit))\s$"
)
TERM_NOUN_BEFORE = re.compile(
    r"\b(?:terms?|concepts?|notions?|category of|categories|begriffe?[ns]?|fachbegriffe?[ns]?"
    r"|fachausdr[uü]ck[es]?"
    r"|terminus|termes?|notions?|concepts?|doctrine|principle|theory)\s(?:(?:of|de|der|des|von) )?"
    r"(?:the |an? |der |die |das |le |la |d['’]|l['’])?$",
    re.IGNORECASE,
)
TERM_BEFORE = re.compile(
    r"\b(?:termed|defined as|definition of|known as|"
    r"referred to as|(?:is|are|was|were|been|being|be) (?:called|named)|also called"
    r"|sogenannte[nrs]?|so genannte[nrs]?|genannt|dubbed|labell?ed|nicknamed|(?<!se )dits?|dites?"
    r"|appelée?s?"
    r"|nommée?s?)\s*"
    r"(?:the |an? |der |die |das |le |la )?$",
    re.IGNORECASE,
)
TERM_AFTER = re.compile(
    r"^\s*,?\s*(?:is (?:a|the|an) (?:\w+ )?(?:term|concept|notion)|ist ein (?:\w+ )?(?:Begriff"
    r"|Fachausdruck)"
    r"|est un (?:terme|concept)|est une notion)\b"
)
MEANING_AFTER = re.compile(
    r"^\s*,?\s*(?:means?|meant|denotes?|refers? to|signifies|stands for|(?:is )?derive[sd]? from"
    r"|comes? from|rhymes with"
    r"|is (?:spelled|spelt|pronounced)|is (?:a|the|an) (?:\w+ )?(?:word|name|verb|noun|adjective)"
    r"|bedeutet|heißt (?!es)|steht für|bezeichnet|stammt (?:vom|aus)|kommt vom"
    r"|ist ein (?:\w+ )?(?:Wort|Verb|Adjektiv|Name)"
    r"|reimt sich|signifie|désigne|veut dire|vient d[ue']|est un (?:mot|verbe|adjectif|nom))\b"
)
OWN_WORDS = re.compile(
    r"\b(?:(?:last|first|dying|final|famous|exact) words (?:were|are)|letzten Worte (?:waren|lauteten)"
    r"|derniers mots furent)\s*[,:]?\s*$|\bin (?:(?:his|her|their|my|its) (?:own )?|the "
    r"|\w+['’]s (?:own )?)(?:words?|phrase"
    r"|expression)(?: of \S+(?: \S+)?)?\s*[,:]\s*$"
)
IRONIC_BEFORE = re.compile(
    r"\b(?:so[- ]called|supposed|alleged|self-styled|self-proclaimed|soi-disant|sogenannte[nrs]?"
    r"|angebliche[nrs]?|prétendue?s?)\s*$",
    re.IGNORECASE,
)
CITATION_AFTER = re.compile(
    r"^[.,;]?\s*(?:\([^()\n]{0,80}\b(?:1[4-9]|20)\d\d[^()\n]{0,60}\)|\((?:p|pp|S|f"
    r"|fol)\.\s?\d[^()\n]{0,30}\)|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|[¹²³⁴⁵⁶⁷⁸⁹])"
)
BOTH_SMALL = frozenset(
    (
        "a an the of and in on to for with by at from or nor but as into upon der die das und von im "
        "in zu des le la les de du des et en au aux"
    ).split()
)
WRITINGS = frozenset(
    """report document letter article book memo memorandum paper newspaper editorial statement declaration
    treaty constitution
    charter law act bill resolution text bible scripture gospel study survey review note notice sign
    inscription headline banner
    caption advertisement diary journal journals website page encyclopedia dictionary manifesto pamphlet
    poem verse chapter section
    clause preamble telegram cable transcript record entry motto slogan plaque label title summary abstract
    introduction preface
    brief decree communique communiqué dispatch epitaph essay lines line passage page magazine guidelines
    manual code rule
    bericht dokument brief artikel buch vertrag gesetz zeitung rapport lettre traité loi livre journal times
    post guardian""".split()
)  # fmt: skip

PRESS = frozenset(
    (
        "bild|bild-zeitung|spiegel|der spiegel|zeit|die zeit|welt|die welt|taz|faz|focus|stern"
        "|standard|der standard"
        "|kurier|presse|die presse|tagesspiegel|handelsblatt|kicker|cicero|capital|blick|nzz|wiwo"
        "|kölner express"
        "|le monde|le figaro|figaro|libération|l'humanité|l’humanité|la croix|l'express|l’express"
        "|le point|l'obs|l’obs"
        "|l'équipe|l’équipe|mediapart|le parisien|les échos|ouest-france|sud ouest"
        "|le canard enchaîné|canard enchaîné"
        "|marianne|le soir|le temps|la repubblica|el país|the guardian|the economist|the independent"
        "|the observer"
        "|newsweek|vogue|nature|science|the lancet|the new yorker|the atlantic|vanity fair|playboy"
        "|pravda|prawda"
    ).split("|")
)
PRESS_NOUN = re.compile(
    r"(?:\w*zeitung|times|post|rundschau|\w*blatt|nachrichten|anzeiger|kurier|allgemeinen?|gazette"
    r"|herald|tribune"
    r"|courier|chronicle|\w*presse|illustrierten?|morgenpost|depesche|dépêche|progrès|dauphiné"
    r"|wochenschau|bote|boten"
    r"|telegraph|mirror|examiner|inquirer|dispatch|register|merkur|volksstimme)$"
)
WORK_VERB_BEFORE = re.compile(
    r"\b(?:read|reads|reading|re-?read|sang|sings?|singing|hummed|whistled|recited|watch(?:ed|ing)?"
    r"|directed|composed"
    r"|starr(?:ed|ing) in|appeared in|author of|played in|performed|translated|illustrated|published"
    r"|painted"
    r"|director of|star of|producer of|creator of|writer of|composer of|singing of|version of"
    r"|production of|performance of"
    r"|adaptation of|sequel to|edition of|copy of|las|gelesen|sang|inszenierte|Autor(?:in)? von"
    r"|Regisseur(?:in)? von"
    r"|Verfassung von|Fassung von|Aufführung von|lu|lisait|chantait|chanta|auteure? d[e'’]"
    r"|réalisateur d[e'’])\s*$"
)
WORK_AFTER = re.compile(
    r"^\s*,?\s*(?:was (?:first )?(?:published|released|premiered|filmed|broadcast|adapted)|premiered"
    r"|appeared in|opened in"
    r"|erschien|wurde (?:verfilmt|uraufgeführt|veröffentlicht)|est paru|parut|a paru|starring"
    r"|topped the charts"
    r"|became a best-?seller|won the (?:Pulitzer|Booker|Oscar|Goncourt|Nobel))\b"
)
OPENS_WITH_ARTICLE = re.compile(r"(?:The|An?|Der|Die|Das|Ein|Eine|Les?|La|L['’]|Un|Une|On|Of)\b")
READ_THERE = re.compile(
    r"^\s*,?\s*(?:heißt es|heisst es|steht|schreibt|schrieb|ist zu lesen|lesen wir|liest man|on lit"
    r"|(?:a )?écrit|écrivait"
    r"|that\b|argues|argued)"
)
IN_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Ii]m|[Aa]us|[Ff]rom|[Dd]ans|[Ii]n (?:his|her|their)|[Ii]n (?:seinem|ihrem))\s$"
)
CHAPTER_BEFORE = re.compile(
    r"\b(?:[Cc]hapter|[Pp]art|[Bb]ook|[Aa]ct|[Ll]esson|[Ss]ection|[Ee]pisode|Kapitel|Teil|Folge|Szene"
    r"|[Cc]hapitre"
    r"|[Pp]artie|[Ll]ivre)\s(?:\d+|[IVXLC]+|[a-z]+),\s*$"
)
GENRE_AT_END = re.compile(
    r"\b(?:Sonata|Symphony|Concerto|Suite|Requiem|Overture|Rhapsody|Waltz|Sonate|Sinfonie|Konzert"
    r"|Ouvertüre|Walzer"
    r"|Symphonie|Trilogy|Monologues|Diaries|Memoirs|Cantos)$"
)
MEANT_BY = re.compile(r"(?:^|[.;:!?,]\s|\b)(?:[Bb]y|[Uu]nter|[Pp]ar)\s$")
MEANS_AFTER = re.compile(
    r"^[,\s]*[^.!?]{0,40}?\b(?:mean|means|meant|understands?|understood|versteh[te]n?|verstand|entend"
    r"|entends|comprend"
    r"|désigne)\b"
)
