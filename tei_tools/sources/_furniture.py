"""Page furniture: lines of a saved page that are not the article's. Whole lines from a table, or the
shape of one.

A sentence is never furniture: every phrase here has to be the whole line (case and end punctuation aside).
"""

from __future__ import annotations

import re

__all__ = ["AT_THE_EDGES", "furniture", "is_edge_word"]

# The usual words of web pages' controls in English, German and French, by what they are.
_PHRASES: dict[str, str] = {
    "a link inside the page": """
        top of page|bottom of page|back to top|back to the top|to top|return to top|go to top
        jump to content|skip to content
        skip to main content|skip to navigation|skip navigation|skip to main navigation|jump to navigation
        jump to search
        nach oben|zum seitenanfang|zum inhalt|zum inhalt springen|zum hauptinhalt|zur navigation springen
        zur suche springen
        direkt zum inhalt|zum hauptinhalt springen|seitenanfang|seitenende|zurück nach oben|haut de page
        bas de page|retour en haut
        retour en haut de page|aller au contenu|aller au contenu principal|passer au contenu
        passer au contenu principal
        aller à la navigation""",
    "a control for sharing": """
        share|share this|share this article|share this story|share this post|share this page|share article
        share on facebook
        share on twitter|share on x|share on linkedin|share on whatsapp|share via email|share by email
        email this article|tweet
        tweet this|copy link|print this article|print this page|save this article|print article
        email article|save article
        artikel teilen|teilen|beitrag teilen|auf facebook teilen|auf twitter teilen|per e-mail teilen
        artikel drucken
        seite drucken|artikel merken|link kopieren|diesen artikel teilen|partager|partager cet article
        partager l'article
        partager sur facebook|partager sur twitter|partager par e-mail|imprimer cet article|imprimer l'article
        envoyer par e-mail|copier le lien""",
    "a mark of advertising": """
        advertisement|advertisements|sponsored content|sponsored|paid content
        story continues below advertisement
        article continues below advertisement|article continues after advertisement|scroll to continue
        anzeige|werbung
        advertorial|nach der werbung weiterlesen|artikel wird nach der werbung fortgesetzt|publicité
        contenu sponsorisé
        la suite après la publicité""",
    "a link to other pages": """
        read more|read more...|continue reading|read the full story|read the full article|related articles
        related stories
        related posts|more on this story|more from this author|you may also like|you might also like
        recommended for you
        recommended|most read|most popular|trending|trending now|next article|previous article|next post
        previous post|view all
        see all|load more|show more|weiterlesen|mehr lesen|mehr zum thema|lesen sie auch|lesen sie mehr
        das könnte sie auch interessieren
        das könnte dich auch interessieren|ähnliche artikel|verwandte artikel|meistgelesen
        nächster artikel|vorheriger artikel
        mehr anzeigen|lire la suite|lire aussi|à lire aussi|en savoir plus|articles similaires
        articles liés|sur le même sujet
        les plus lus|article suivant|article précédent|voir plus|afficher plus""",
    "a control for readers' accounts and comments": """
        log in|login|log out|sign in|sign up|register|subscribe|subscribe now|subscribe to our newsletter
        sign up for our newsletter
        newsletter|my account|leave a comment|leave a reply|post a comment|add a comment|no comments
        no comments yet|view comments
        show comments|0 comments|be the first to comment|anmelden|einloggen|registrieren|abonnieren
        newsletter abonnieren
        newsletter bestellen|mein konto|kommentar schreiben|kommentar hinterlassen|kommentieren
        keine kommentare|kommentare anzeigen
        se connecter|connexion|s'inscrire|s'abonner|abonnez-vous|abonnez-vous à notre newsletter|mon compte
        laisser un commentaire|aucun commentaire|voir les commentaires|ajouter un commentaire""",
    "a notice on cookies": """
        accept cookies|accept all cookies|accept all|reject all|manage cookies|cookie settings
        cookie policy|manage preferences
        privacy settings|alle cookies akzeptieren|alle akzeptieren|cookies akzeptieren|alle ablehnen
        cookie-einstellungen
        cookie-richtlinie|datenschutzeinstellungen|accepter les cookies|tout accepter|accepter tout
        tout refuser
        gérer les cookies|paramètres des cookies|continuer sans accepter""",
    "a line of the page's footer": """
        all rights reserved|terms of use|terms of service|terms and conditions|privacy policy
        terms & conditions|legal notice
        alle rechte vorbehalten|impressum|datenschutz|datenschutzerklärung|nutzungsbedingungen|agb
        barrierefreiheit
        tous droits réservés|mentions légales|politique de confidentialité|conditions d'utilisation
        plan du site|sitemap""",
}
_REASONS = {
    phrase.strip(): reason
    for reason, rows in _PHRASES.items()
    for row in rows.strip().split("\n")
    for phrase in row.split("|")
    if phrase.strip()
}
_PLACES_TO_SHARE = (
    "(?:facebook|twitter|x|linkedin|whatsapp|e-?mail|reddit|telegram|mastodon|bluesky|xing|pinterest)"
)
# Shapes: each has to match the whole line.
_SHAPES = (
    (re.compile(r"(?:reading time:? )?\d{1,3}[ -]?min(?:ute)?s?\.?(?: read)?|lesezeit:? \d{1,3}"
    r" min(?:uten|\.)?|temps de lecture ?:? \d{1,3} min(?:utes?)?"),
     "a reading time"),
    (re.compile(r"[-–—] ?\d{1,4} ?[-–—]|(?:page|seite|pg\.|p\.) ?\d{1,4}(?: ?(?:of|von|de|sur|/) ?\d{1,4})?"),
     "a page number"),
    (re.compile(r"\d{1,6} (?:comments?|kommentare?|commentaires?|shares?|likes?)"), "a counter of the page"),
    (re.compile(rf"share (?:this )?(?:(?:article|story|post|page) )?(?:on|via|by)"
    rf" {_PLACES_TO_SHARE}(?:(?:,| and|,? or) {_PLACES_TO_SHARE})*"),
     "a control for sharing"),
    (re.compile(r"(?:©|\(c\)|copyright)[^.]{0,80}(?:all rights reserved|alle rechte vorbehalten|tous"
    r" droits réservés)"),
     "a line of the page's footer"),
)  # fmt: skip
# Only near the beginning or the end of a page: elsewhere they could be a sentence.
AT_THE_EDGES = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b.{0,300}"
    r"|by (?:continuing|using) .{0,80}\b(?:use of )?cookies\b.{0,120}"
    r"|(?:wir verwenden|diese (?:website|webseite|seite) (?:verwendet|nutzt|benutzt)) cookies\b.{0,300}"
    r"|(?:nous utilisons|ce site utilise) des cookies\b.{0,300}"
)
# Words of menus: furniture only where several stand together at the beginning or the end.
_EDGE_WORDS = frozenset(
    "home|menu|search|about|about us|contact|contact "
    "us|close|print|email|e-mail|facebook|twitter|x|instagram|youtube|linkedin"
    "|whatsapp|rss|startseite|menü|suche|suchen|über uns|kontakt|schließen|drucken|accueil|menu "
    "principal|recherche|rechercher"
    "|à propos|nous contacter|fermer|imprimer|news|archive|archives|blog|events|donate|jobs|faq|help"
    "|hilfe|aide".split("|")
)


def furniture(line: str) -> str | None:
    """Why ``line`` is page furniture, or ``None`` where it belongs to the text."""
    if len(line) > 120:
        return None
    plain = _plain(line)
    if plain in _REASONS:
        return _REASONS[plain]
    for shape, reason in _SHAPES:
        if shape.fullmatch(plain):
            return reason
    return None


def is_edge_word(line: str) -> bool:
    """Whether ``line`` is a word of a menu."""
    return len(line) <= 30 and _plain(line) in _EDGE_WORDS


def _plain(line: str) -> str:
    return " ".join(line.replace("’", "'").lower().split()).strip(" .!:›»→>«‹|↑")
