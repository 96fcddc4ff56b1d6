"""Cue words of English."""

from __future__ import annotations

from tei_tools.taggers._name_cues import Cues

_PLAIN_TITLES = """
    mr mrs ms miss mister missis dr doctor prof professor sir lady lord dame rev revd reverend hon
    honourable honorable capt captain col colonel gen general lt lieut lieutenant maj major sgt sergeant
    serjeant corporal cpl private pvt admiral adm commander commodore brigadier marshal ensign
    midshipman messrs mme madame madam mlle mademoiselle monsieur herr frau fräulein signor signora
    señor señora don doña comrade squire esquire master mistress surgeon
"""
_OFFICES = """
    genl excellency
    president vice-president premier chancellor senator sen congressman congresswoman representative rep
    governor gov mayor secretary minister ambassador judge justice chief sheriff inspector detective
    constable officer agent attorney solicitor speaker chairman chairwoman director commissioner
    superintendent councillor councilman alderman delegate envoy consul treasurer spokesman spokeswoman
    coach bishop archbishop cardinal pope father fr brother sister mother abbot abbess dean canon deacon
    archdeacon pastor rabbi imam sheikh sheik ayatollah mullah king queen prince princess duke duchess
    earl count countess baron baroness viscount viscountess marquis marquess marchioness emperor empress
    tsar czar kaiser sultan shah emir caliph pasha maharajah saint uncle aunt auntie cousin grandma
    grandpa granny nurse sir-knight baronet archduke archduchess landgrave elector nabob rajah mikado
    dictator general-secretary warden vicar curate monsignor msgr chaplain patriarch infanta dauphin
    margrave margravine burgrave khedive shogun doge regent congressmen senators councilwoman
    assemblyman chairperson headmaster headmistress taoiseach vice-admiral rear-admiral
    lieutenant-colonel lieutenant-general major-general brigadier-general sub-lieutenant gunner
    trooper seaman cpt sgt-major
"""

CUES = Cues(
    language="en",
    titles=frozenset((_PLAIN_TITLES + " " + _OFFICES).split()),
    title_modifiers=frozenset(
        """
        rt prime foreign vice deputy acting assistant chief attorney right former first second third field
        rear defense defence interior finance home crown grand associate under lord major lieutenant
        brigadier executive national security press general state federal district supreme elect emeritus
        emerita
        """.split()
    ),
    titles_of_land=frozenset(
        """
        duke duchess earl count countess marquis marquess marchioness viscount prince princess king
        queen bishop archbishop baron emperor empress elector landgrave sultan archduke archduchess
        margrave burgrave baroness viscountess patriarch
        """.split()
    ),
    firm_titles=frozenset(
        """
        mr mrs ms miss dr sir lady lord mme mlle monsieur madame prof professor capt captain col colonel
        lieut lieutenant sgt sergeant rev reverend senator congressman herr frau uncle aunt signor señor
        messrs
        """.split()
    ),
    function_words=frozenset(
        """
        a an the this that these those i you he she it we they me him her us them my your his its our
        their mine yours hers ours theirs who whom whose which what when where why how and or but nor so
        yet for if then else because although though while whereas since until unless as at by from in
        into of off on onto out over through to toward towards under up upon with within without about
        above across after against along amid among around before behind below beneath beside besides
        between beyond despite down during except inside like near outside past per than throughout via
        is am are was were be been being have has had having do does did doing done can could may might
        must shall should will would not no none never nothing nobody neither either both each every all
        any some few many much more most several such other others another same own one two three four
        five six seven eight nine ten eleven twelve hundred thousand million first second third last
        next once twice here there now today tomorrow yesterday tonight again also always already ago
        even ever just only still too very however therefore thus hence moreover furthermore
        nevertheless meanwhile indeed perhaps maybe certainly yes oh ah o well let dear please thank
        thanks thou thee thy ye lo alas hey hello hi okay according following given based early late
        later soon often sometimes usually recently currently finally eventually originally initially
        similarly good great new old little big long high low young poor rich true false right wrong
        left my-self himself herself itself themselves myself yourself ourselves everybody everyone
        everything anyone anything someone something chapter volume book part section act scene letter
        figure table note notes appendix introduction preface contents page vol no nos pp cf viz etc ie
        eg ibid id
        """.split()
    ),
    articles=frozenset(
        """
        the a an this that these those his her their our my your its every each some any no
        """.split()
    ),
    before_place=frozenset(
        """
        in at from near to towards toward across via throughout through into around outside inside
        within leaving reached visited visit entered left for north south east west
        """.split()
    ),
    before_person=frozenset(
        """
        by with dear told asked met and but or poor old young dearest little daughter son brother sister
        wife husband named called friend cousin actor actress author writer poet singer director
        composer painter artist architect philosopher historian leader spokesman spokeswoman lawyer
        scientist physicist mathematician novelist playwright producer guitarist drummer bassist pianist
        musician rapper journalist editor critic politician economist engineer designer inventor
        """.split()
    ),
    speech_verbs=frozenset(
        """
        said says say told tells asked asks wrote writes replied answered added argued argues claimed
        claims thinks thought believed believes knew knows felt feels wanted wants explained explains
        responded responds remarked cried exclaimed observed noted notes announced declared stated
        insisted admitted affirmed affirms laughed smiled sighed whispered murmured muttered nodded
        shouted returned continued recalled suggested suggests wishes promised warned
        """.split()
    ),
    agent_verbs=frozenset(
        """
        is was has had will would did does could can might should may must came comes went goes took
        takes made makes got gave gives became becomes began begins died dies lived lives married born
        played plays won wins lost loses left stood sat looked turned who whose whom served joined moved
        received published appeared sent found returned
        """.split()
    ),
    body_tails=frozenset(
        """
        university college school institute institution academy seminary committee council commission
        agency association society foundation federation confederation union league alliance coalition
        party front movement brigade regiment battalion corps army navy militia police ministry
        department bureau authority board court tribunal parliament assembly congress senate bank
        company corporation corp inc ltd llc plc gmbh co group holdings industries enterprises systems
        technologies software laboratory laboratories labs press publishing publishers books records
        studios pictures entertainment productions television network news times post journal gazette
        herald tribune telegraph chronicle observer magazine review archive archives library museum
        gallery orchestra philharmonic choir band club f.c fc airlines airways railway railroad hospital
        clinic trust fund organization organisation service services center centre partners associates
        brothers bros sons team order fellowship guild bar legion communications electronics motors
        pharmaceuticals insurance securities capital international universities colleges conference
        consortium cabinet government administration force forces squadron fleet
        """.split()
    ),
    body_heads=frozenset(
        """
        university college school institute institution academy committee council commission agency
        association society foundation federation confederation union league alliance party front
        movement ministry department bureau office board court parliament assembly congress bank company
        corporation church order house museum library centre center church brotherhood institutes
        college organization organisation secretariat conference fund army chamber faculty
        """.split()
    ),
    body_endings=(),
    place_tails=frozenset(
        """
        street st road rd avenue ave lane square drive boulevard blvd highway bridge park gardens garden
        hall house castle palace abbey cathedral church chapel tower station airport harbour harbor
        beach village town city county district province territory hill hills heights green common wood
        woods forest farm cottage lodge manor cross ferry fort plaza terrace crescent row gate market
        fields field stadium arena prison republic kingdom empire hotel inn theatre theater place court
        mill cemetery quay wharf junction parish hundred
        """.split()
    ),
    nature_tails=frozenset(
        """
        river lake mountain mountains bay sea ocean gulf strait straits canal creek falls range desert
        peak pass plateau coast cape glacier volcano channel sound delta basin island islands isle isles
        peninsula valley brook moor moors swamp point reef archipelago
        """.split()
    ),
    nature_heads=frozenset(
        """
        lake mount mt cape river isle isles bay gulf strait straits sea island islands loch lough
        """.split()
    ),
    place_nouns=frozenset(
        """
        city town village county state province district port island kingdom republic region parish
        borough capital isle bay
        """.split()
    ),
    body_links=frozenset("of for and the & de des du la on at".split()),
    family_words=frozenset("papa mama mamma mammy daddy".split()),
)
