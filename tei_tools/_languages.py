"""Language tags as BCP 47 wants them: of a language's codes the shortest (RFC 5646, 2.2.1)."""

from __future__ import annotations

# ISO 639-2's codes (also its bibliographic ones) → ISO 639-1's.
_SHORTER = dict(
    pair.split("=")
    for pair in (
        "afr=af alb=sq sqi=sq ara=ar arm=hy hye=hy aze=az baq=eu eus=eu bel=be ben=bn bos=bs bre=br "
        "bul=bg bur=my mya=my cat=ca ces=cs cze=cs chi=zh zho=zh cos=co cym=cy wel=cy dan=da deu=de "
        "ger=de dut=nl nld=nl ell=el gre=el eng=en epo=eo est=et fao=fo fas=fa per=fa fin=fi fra=fr "
        "fre=fr fry=fy geo=ka kat=ka gla=gd gle=ga glg=gl heb=he hin=hi hrv=hr hun=hu ice=is isl=is "
        "ind=id ita=it jpn=ja kor=ko lat=la lav=lv lit=lt ltz=lb mac=mk mkd=mk mlt=mt nno=nn nob=nb "
        "nor=no oci=oc pol=pl por=pt ron=ro rum=ro rus=ru san=sa slk=sk slo=sk slv=sl spa=es srp=sr "
        "swa=sw swe=sv tam=ta tel=te tha=th tur=tr ukr=uk urd=ur vie=vi yid=yi "
    ).split()
)


def shortest(tag: str) -> str:
    """The tag with the shortest code of its language; ``lat`` is ``la``, what has no shorter one stays."""
    code, dash, rest = tag.partition("-")
    return _SHORTER.get(code.lower(), code) + dash + rest
