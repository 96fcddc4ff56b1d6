"""Where the states of the United States and the provinces of Canada lie, by names and abbreviations: they say
which of several towns of a name is meant ("Springfield, Ill."). Middles in whole degrees, our own table.
"""

from __future__ import annotations

from functools import cache

__all__ = ["middle_of", "spelled_out"]

# name: latitude, longitude: abbreviations, without full stops
_TABLE = """
Alabama 33 -87 AL Ala
Alaska 64 -152 AK
Arizona 34 -112 AZ Ariz
Arkansas 35 -92 AR Ark
California 37 -120 CA Cal Calif
Colorado 39 -106 CO Colo
Connecticut 42 -73 CT Conn
Delaware 39 -76 DE Del
Florida 28 -82 FL Fla
Georgia 33 -83 GA Ga
Hawaii 20 -157 HI
Idaho 44 -115 ID Ida
Illinois 40 -89 IL Ill
Indiana 40 -86 IN Ind
Iowa 42 -93 IA
Kansas 38 -98 KS Kan Kans
Kentucky 38 -85 KY Ky
Louisiana 31 -92 LA La
Maine 45 -69 ME
Maryland 39 -77 MD Md
Massachusetts 42 -72 MA Mass
Michigan 44 -85 MI Mich
Minnesota 46 -94 MN Minn
Mississippi 33 -90 MS Miss
Missouri 38 -92 MO Mo
Montana 47 -109 MT Mont
Nebraska 41 -100 NE Neb Nebr
Nevada 39 -117 NV Nev
New_Hampshire 44 -72 NH
New_Jersey 40 -75 NJ
New_Mexico 34 -106 NM
New_York 43 -75 NY
North_Carolina 36 -79 NC
North_Dakota 47 -100 ND
Ohio 40 -83 OH
Oklahoma 36 -97 OK Okla
Oregon 44 -121 OR Ore Oreg
Pennsylvania 41 -78 PA Pa Penn Penna
Rhode_Island 42 -72 RI
South_Carolina 34 -81 SC
South_Dakota 44 -100 SD
Tennessee 36 -86 TN Tenn
Texas 31 -99 TX Tex
Utah 39 -112 UT
Vermont 44 -73 VT Vt
Virginia 38 -78 VA Va
Washington 47 -120 WA Wash
West_Virginia 39 -81 WV WVa
Wisconsin 44 -90 WI Wis Wisc
Wyoming 43 -108 WY Wyo
Alberta 54 -115 AB
British_Columbia 53 -125 BC
Manitoba 54 -98 MB
New_Brunswick 47 -66 NB
Newfoundland 49 -56 NL
Nova_Scotia 45 -63 NS
Ontario 45 -80 ON Ont
Prince_Edward_Island 46 -63 PE PEI
Quebec 48 -72 QC Que
Québec 48 -72
Saskatchewan 54 -106 SK
"""


@cache
def _middles() -> dict[str, tuple[str, float, float]]:
    """By name and by abbreviation: name, latitude, longitude in degrees."""
    found = {}
    for line in _TABLE.strip().split("\n"):
        name, latitude, longitude, *short = line.split()
        place = (name.replace("_", " "), float(latitude), float(longitude))
        found[place[0]] = place
        found.update(dict.fromkeys(short, place))
    return found


def spelled_out(name: str) -> str:
    """A state's or province's full name for an abbreviation of it ("Ill.", "N.Y."); else the name itself."""
    known = _middles().get(name.replace(".", ""))
    return known[0] if known else name


def middle_of(name: str) -> tuple[float, float] | None:
    """Latitude and longitude of about the middle of a state or province, by its full name."""
    known = _middles().get(name)
    return known[1:] if known else None
