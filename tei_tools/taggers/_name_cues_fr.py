"""Cue words of French."""

from __future__ import annotations

from tei_tools.taggers._name_cues import Cues

CUES = Cues(
    language="fr",
    titles=frozenset(
        """
        m mm mr monsieur messieurs mme mmes madame mlle mademoiselle dr docteur pr professeur me maître
        général amiral colonel commandant capitaine lieutenant sous-lieutenant sergent caporal maréchal
        adjudant président présidente vice-président ministre sénateur député ambassadeur consul préfet
        sous-préfet maire juge roi reine prince princesse duc duchesse comte comtesse marquis marquise
        vicomte vicomtesse baron baronne chevalier empereur impératrice tsar sultan pape cardinal évêque
        archevêque abbé père frère sœur soeur curé pasteur rabbin oncle tante cousin cousine citoyen
        citoyenne camarade saint sainte sir lord lady mgr monseigneur directeur secrétaire chancelier
        pilote aviateur soldat mesdames mesdemoiselles messire dom docteure mère
        sultane tsarine archiduc archiduchesse landgrave margrave électeur dauphin dauphine infante
        vice-amiral contre-amiral lieutenant-colonel brigadier révérend chanoine doyen prieur abbesse
        vicaire gouverneur conseiller chancelière sénatrice députée ambassadrice gouverneure patriarche
        émir calife pacha
        """.split()
    ),
    title_modifiers=frozenset("premier vice sous général".split()),
    titles_of_land=frozenset(
        """
        duc duchesse comte comtesse marquis marquise vicomte prince princesse roi reine évêque
        archevêque baron vicomtesse baronne empereur impératrice électeur landgrave margrave archiduc
        """.split()
    ),
    firm_titles=frozenset(
        """
        m mm mr mme mlle monsieur madame mademoiselle dr mgr général colonel lieutenant capitaine
        sergent maréchal abbé docteur commandant amiral
        """.split()
    ),
    function_words=frozenset(
        """
        le la les l un une des du de d au aux ce cet cette ces c je tu il elle on nous vous ils elles me
        te se lui leur y en mon ma mes ton ta tes son sa ses notre nos votre vos leurs qui que quoi dont
        où lequel laquelle quel quelle quels quelles quand comment pourquoi et ou mais donc or ni car si
        comme lorsque puisque quoique tandis bien parce afin pour par avec sans sous sur dans entre vers
        chez contre depuis pendant avant après devant derrière dès jusque jusqu malgré parmi selon outre
        hors est sont était étaient fut furent être été a ont avait avaient eut avoir ai as sera seront
        serait fait font ne pas plus moins rien jamais personne aucun aucune tout toute tous toutes
        chaque plusieurs quelques quelque certain certains certaine autre autres même mêmes tel telle
        tels ici là alors maintenant aujourd'hui hier demain toujours déjà encore aussi très trop peu
        beaucoup assez ainsi cependant pourtant toutefois enfin ensuite puis d'abord oui non ah oh eh
        voici voilà cher chère chers deux trois quatre cinq six sept huit neuf dix cent mille premier
        première second dernière dernier n s m t j qu tome page vol no grand grande petit nouveau
        nouvelle bon bonne vieux
        """.split()
    ),
    articles=frozenset(
        """
        le la les l un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos
        votre vos leur leurs
        """.split()
    ),
    before_place=frozenset("à en de vers dans d chez jusqu depuis entre au aux ville près".split()),
    before_person=frozenset("par avec et chez feu nommé nommée sieur veuve dit pour selon à".split()),
    speech_verbs=frozenset(
        """
        dit répondit demanda déclare déclara a affirme affirma écrit écrivit ajoute ajouta pense croit
        """.split()
    ),
    agent_verbs=frozenset("est était fut avait a sera qui va vient vint prit fait né née mort".split()),
    body_tails=frozenset("cie compagnie frères fils inc ltd s.a sa havas company".split()),
    body_heads=frozenset(
        """
        université académie école institut société compagnie association comité conseil commission
        ministère banque parti ligue union fédération confédération chambre sénat cour tribunal agence
        musée bibliothèque théâtre faculté syndicat assemblée bureau office cercle club collège lycée
        journal gazette crédit comptoir
        """.split()
    ),
    body_endings=(),
    place_tails=frozenset("".split()),
    nature_tails=frozenset("".split()),
    nature_heads=frozenset(
        """
        mont lac cap île îles golfe mer baie col pic val détroit fleuve rivière
        """.split()
    ),
    place_nouns=frozenset(
        """
        ville village province région département commune port île royaume république canton
        arrondissement rue place avenue boulevard quai faubourg gare château pont hôtel
        """.split()
    ),
    body_links=frozenset("de des du la le les l d et pour en".split()),
    family_words=frozenset("papa maman".split()),
)
