"""Cue words of German."""

from __future__ import annotations

from tei_tools.taggers._name_cues import Cues

CUES = Cues(
    language="de",
    titles=frozenset(
        """
        herr herrn hr hrn frau fr fräulein frl frln dr doktor doctor prof professor graf gräfin fürst
        fürstin baron baronin freiherr freifrau freiin könig königin kaiser kaiserin prinz prinzessin
        herzog herzogin erzherzog erzherzogin großherzog kronprinz präsident bundespräsident
        reichspräsident bundeskanzler bundeskanzlerin reichskanzler kanzler kanzlerin ministerpräsident
        minister außenminister innenminister finanzminister staatssekretär abgeordneter abgeordnete abg
        botschafter gesandter konsul bürgermeister oberbürgermeister general generalmajor
        generalleutnant feldmarschall feldmarschalleutnant oberst oberstleutnant major hauptmann
        leutnant oberleutnant lieutenant rittmeister kapitän admiral papst bischof erzbischof kardinal
        pater pfarrer pastor kaplan abt bruder schwester onkel tante vetter cousine direktor dir
        redakteur regisseur hofrat hofrath regierungsrat sektionsrat ritter justizrat kommerzienrat ing
        rechtsanwalt senator lord lady sir mr mrs miss monsieur madame mme mlle don signor zar sultan
        genosse kamerad sankt st herren grafen fürsten königs königen kaisers prinzen kronprinzen kurfürst
        kurfürsten kurfürstin markgraf markgrafen markgräfin landgraf landgrafen landgräfin pfalzgraf
        pfalzgrafen burggraf burggrafen herzogs herzoge erzherzogs großherzogs großherzogin großfürst
        großfürsten großfürstin kronprinzessin prinzregent prinzregenten prinzessinnen reichsgraf
        freiherrn präsidenten präsidentin bundespräsidenten reichspräsidenten vizepräsident
        vizepräsidenten vizepräsidentin vizekanzler staatspräsident staatspräsidenten
        bundestagspräsident bundestagspräsidentin kanzlers bundeskanzlers reichskanzlers staatskanzler
        ministerpräsidenten ministerpräsidentin premierminister premierministerin ministers ministerin
        bundesminister bundesministerin außenministers außenministerin innenministerin finanzministerin
        verteidigungsminister verteidigungsministerin wirtschaftsminister wirtschaftsministerin
        kriegsminister kultusminister justizminister justizministerin staatsminister staatssekretärin
        generalsekretär generalsekretärin abgeordneten senatorin gesandten botschafterin bürgermeisterin
        oberbürgermeisterin landrat landrätin generals generaloberst generalfeldmarschall
        feldmarschalls feldzeugmeister marschall brigadegeneral vizeadmiral konteradmiral kapitänleutnant
        feldwebel unteroffizier wachtmeister gefreiter fähnrich papstes bischofs bischöfin erzbischofs
        kardinals prälat propst dekan domherr domkapitular superintendent landesbischof vikar äbtissin
        rabbiner oberrabbiner doktors professors professorin geheimrat kommerzienrätin konsistorialrat
        medizinalrat oberstudienrat studienrat zaren zarin schah kalif altkanzler
        altbundeskanzler altbundespräsident expräsident exkanzler reichsfreiherr reichsfreiherrn
        """.split()
    ),
    title_modifiers=frozenset(
        "phil jur med h c rer nat ing dipl von geheimer theol habil wirklicher geheimen".split()
    ),
    titles_of_land=frozenset(
        """
        herzog herzogin graf gräfin fürst fürstin prinz prinzessin könig königin kaiser kaiserin
        markgraf kurfürst bischof erzbischof markgrafen kurfürsten grafen fürsten prinzen bischofs
        erzbischofs landgraf landgrafen pfalzgraf burggraf großherzog großherzogs großherzogin herzogs
        königs kaisers markgräfin kurfürstin
        """.split()
    ),
    firm_titles=frozenset(
        """
        herr herrn hr hrn frau fräulein frl dr prof graf gräfin baron baronin freiherr tante onkel mr
        mrs miss sir lady lord mme monsieur abg hofrat
        """.split()
    ),
    function_words=frozenset(
        """
        der die das des dem den ein eine einer eines einem einen dieser diese dieses diesem diesen jener
        jene jenes jenem jenen welcher welche welches ich du er sie es wir ihr mich dich ihn uns euch
        ihnen ihm mir dir sich mein meine meiner meines meinem meinen dein deine deiner deinem deinen
        sein seine seiner seines seinem seinen ihre ihrer ihres ihrem ihren unser unsere unserer unseres
        unserem unseren euer eure wer was wen wem wessen wo wann warum wie weshalb und oder aber denn
        sondern doch jedoch wenn als ob weil da dass daß damit obwohl während bevor nachdem seit bis in
        im ins an am ans auf aus bei beim mit nach von vom zu zum zur für durch gegen ohne um über unter
        vor hinter neben zwischen trotz wegen statt ist sind war waren bin bist sein wird werden wurde
        wurden worden hat haben hatte hatten habe kann können konnte muss müssen musste soll sollen
        sollte will wollen wollte darf mag nicht kein keine keiner keinen keinem nichts nie niemand alle
        alles allem allen aller jeder jede jedes jeden jedem manche mancher viele viel wenig wenige mehr
        meist einige etliche andere anderer anderen beide beiden hier dort dann nun jetzt heute morgen
        gestern abends vormittag nachmittag immer schon noch nur auch sehr so also allerdings außerdem
        dabei dadurch dafür dagegen daher darauf darin darum davon dazu deshalb deswegen doch eben etwa
        fast ganz gar ja nein wohl zwar erst später früher lieber liebe liebes lieben verehrter verehrte
        sehr hochverehrter gnädige herzlichst herzlich ihnen ebenso indem insbesondere laut man seitdem
        sowie trotzdem übrigens vielleicht weder wieder zwei drei vier fünf sechs sieben acht neun zehn
        hundert tausend erste ersten zweite zweiten dritte dritten letzte letzten nächste nächsten neue
        neuen neuer gute guten großen große grosse alten alte alter ab los bitte dank band seite nr no
        vgl bd z b u a d h usw bzw
        """.split()
    ),
    articles=frozenset(
        """
        der die das des dem den ein eine einer eines einem einen dieser diese dieses diesem diesen jener
        jene jenes mein meine meiner meinem meinen dein deine sein seine seiner seines seinem seinen ihr
        ihre ihrer ihres ihrem ihren unser unsere unserer kein keine keinen keiner jede jeder jedes
        jeden alle allen aller viele zum zur im am beim vom ins ans einige manche solche welche welcher
        """.split()
    ),
    before_place=frozenset("in nach aus bei von über bis ab um stadt zu nächst zwischen".split()),
    before_person=frozenset("mit von für und bei lieber liebe lieben gegen wie".split()),
    speech_verbs=frozenset(
        """
        sagte sagt fragte fragt antwortete erwiderte meinte meint erklärte erklärt betonte schrieb
        schreibt rief erzählt erzählte liest las spricht sprach denkt dachte glaubt
        """.split()
    ),
    agent_verbs=frozenset(
        """
        ist war hat hatte wird wurde kam kommt ging geht will wollte kann konnte soll sollte muss musste
        machte macht gab gibt starb lebte wohnt spielt spielte singt
        """.split()
    ),
    body_tails=frozenset(
        """
        gmbh ag kg co akademie universität institut gesellschaft verein verlag bank partei verband union
        bund club klub theater presse zeitung post tageblatt tagblatt nachrichten anzeiger rundschau
        kammer kommission ausschuß ausschuss rat ministerium amt museum orchester philharmoniker
        hochschule gymnasium stiftung werke company inc ltd corporation university press
        """.split()
    ),
    body_heads=frozenset(
        """
        universität akademie hochschule technische institut gesellschaft verein verband ministerium bank
        verlag bund partei museum
        """.split()
    ),
    body_endings=(
        "gesellschaft",
        "verein",
        "verband",
        "verlag",
        "ministerium",
        "partei",
        "zeitung",
        "universität",
        "akademie",
        "aktiengesellschaft",
    ),
    place_tails=frozenset(
        """
        straße strasse gasse platz allee ring brücke hof schloss schloß burg kirche berg tal thal hotel
        hôtel theater garten park bahnhof
        """.split()
    ),
    nature_tails=frozenset("see meer gebirge berg berge alpen tal wald fluss insel inseln".split()),
    nature_heads=frozenset("kap lago lac mont monte".split()),
    place_nouns=frozenset(
        """
        stadt dorf gemeinde provinz insel bezirk land staat hauptstadt kreis
        """.split()
    ),
    body_links=frozenset("für der des und & zu zur in".split()),
    family_words=frozenset("papa mama".split()),
    nouns_capital=True,
)
