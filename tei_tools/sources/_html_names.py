"""What elements, roles and names of a page's pieces stand for: HTML § 4.3, WAI-ARIA 1.2 § 5.3.4; usage."""

from __future__ import annotations

__all__ = ["BY_ROLE", "BY_TAG", "NAMES", "WHOLE_NAMES"]

BY_TAG = {
    "form": "a form", "button": "a button", "select": "a form", "input": "a form", "textarea": "a form",
    "option": "a form",
    "datalist": "a form", "nav": "navigation", "aside": "beside the article",
    "dialog": "a dialogue of the page",
    "menu": "navigation", "footer": "the page's footer", "header": "the page's header",
    "progress": "a form", "meter": "a form",
}  # fmt: skip
BY_ROLE = {
    "navigation": "navigation", "banner": "the page's header", "contentinfo": "the page's footer",
    "search": "a form",
    "complementary": "beside the article", "dialog": "a dialogue of the page",
    "alertdialog": "a dialogue of the page",
    "menu": "navigation", "menubar": "navigation", "toolbar": "a control of the page",
    "tablist": "navigation",
}  # fmt: skip
_BY_NAME = {
    "a notice on cookies": "cookie cookies consent gdpr cookiebar cookiebanner cookieconsent ccpa",
    "controls for sharing": (
        "share shares sharing sharebar sharebuttons sharedaddy social socials socialmedia "
        "addtoany addthis"
    ),
    "an invitation to subscribe": "newsletter subscribe subscription signup paywall",
    "links to other pages": (
        "related recommended recommendations recirculation readmore morestories trending mostread "
        "outbrain taboola"
    ),
    "navigation": (
        "nav navbar navigation breadcrumb breadcrumbs pagination pager menu submenu skiplink "
        "skiplinks sitenav topnav toc navbox"
    ),
    "beside the article": "sidebar promo promos",
    "advertising": "ad ads advert adverts advertisement advertising adsbygoogle sponsor sponsored",
    "readers' comments": "comments disqus respond commentlist",
    "the page's footer": "footer sitefooter pagefooter colophon",
    "the page's header": "masthead siteheader sitetitle",
    "a control of the page": "editsection",
    "a dialogue of the page": "modal popup lightbox",
}  # fmt: skip
# These words are common inside longer names ("section-header"): here they have to be the whole name.
WHOLE_NAMES = {
    "header": "the page's header",
    "site-header": "the page's header",
    "site-title": "the page's header",
    "mw-jump-link": "navigation",
}
NAMES = {name: reason for reason, names in _BY_NAME.items() for name in names.split()}
