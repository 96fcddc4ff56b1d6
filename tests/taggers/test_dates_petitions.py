"""Dates as petitions and letters of the seventeenth and nineteenth century write them."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import pytest

# 20 October 1863
PETITIONS = """
I wrote you on ⟦the 14th inst|1863-10-14⟧. and have no answer.
Your letter of ⟦the 28th ult|1863-09-28⟧. came to hand.
The court will sit on ⟦the 5th prox|1863-11-05⟧. at Frankfort.
He enlisted on ⟦July 4th 1863|1863-07-04⟧ at Gettysburg.
On the ⟦3d of June|1863-06-03⟧ he was taken prisoner.
Louisville, Ky, ⟦Octr 3d 1863|1863-10-03⟧
Frankfort Ky ⟦Jany 12th 1864|1864-01-12⟧
Executive Department, ⟦15 Sept 1862|1862-09-15⟧.
To his Excellency the Governor, this ⟦9th day of March 1865|1865-03-09⟧.
He was indicted at the ⟦March Term 1863|1863-03⟧ of the circuit court.
at ⟦the last October|1862-10⟧ term he pleaded guilty.
on or about the ⟦1st of May last|1863-05-01~⟧ he left home.
On ⟦the 22nd of last month|1863-09-22⟧ they burned the mill.
in the month of ⟦July last|1863-07⟧, the enemy came.
since the ⟦10th day of August 1861|1861-08-10/..⟧
in the ⟦year 1862|1862⟧ and again in ⟦'63|1863⟧
in the ⟦fall of '61|1861-23⟧ he joined the rebels.
in the ⟦Spring of 1862|1862-21⟧ he raised a company.
on the night of the ⟦16th of December|1863-12-16⟧
In witness whereof I have hereunto set my hand this ⟦3rd day of April A.D. 1863|1863-04-03⟧.
Given under my hand this the ⟦25th day of November one thousand eight hundred and sixty two|1862-11-25⟧
on ⟦last Monday|1863-10-19⟧ night a band came.
on ⟦Saturday last|1863-10-17⟧ they took my horse
about the ⟦20th of November 1864|1864-11-20~⟧
the battle of Perryville, ⟦Oct 8, 1862|1862-10-08⟧
Camp Nelson, ⟦Dec 25/63|1863-12-25⟧
⟦Feby 1st/64|1864-02-01⟧
Lexington ⟦March 5. 1864|1864-03-05⟧.
my letter of ⟦yesterday|1863-10-19⟧, and yours of the ⟦4th|1863-10-04⟧
the ⟦1st Monday in August next|1864-08-01⟧
on the ⟦second Monday in January 1864|1864-01-11⟧
the ⟦4th day of June last|1863-06-04⟧
I recd your favor of the ⟦7th|1863-10-07⟧
From ⟦Sept. 1st 1861 to Aug. 31st, 1864|1861-09-01/1864-08-31⟧
from the ⟦1st of June to the 15th of July 1863|1863-06-01/1863-07-15⟧
during the ⟦winter of 1861-2|1861-24⟧
⟦between the 1st & 15th of March last|[1863-03-01..1863-03-15]⟧
in ⟦August|1862-08⟧ & ⟦September 1862|1862-09⟧
He has been in jail since the ⟦6th of Jany 1863|1863-01-06/..⟧.
The humble petition of Anne Smith, ⟦12 Aprill 1652|1652-04-12⟧
att the Sessions holden the ⟦4th of October 1653|1653-10-04⟧
the ⟦xxiiijth day of Iuly 1649|1649-07-24⟧
in the yeare of our Lord God ⟦1647|1647⟧
the ⟦tenth of January 1648|1648-01-10⟧ at Wigan
this present ⟦5th day of May Anno Dom. 1651|1651-05-05⟧
in the ⟦yeare 1643|1643⟧ was slayne
before the ⟦Feast of St Michael last past|1863-09-29⟧
the ⟦last day of August 1644|1644-08-31⟧
in the ⟦12th yeare of the Raigne of Charles the Second|1660-02-09/1661-02-08⟧
upon the ⟦2d of July 1644|1644-07-02⟧ at Marston Moore
at or about ⟦Christmas last|1862-12-25⟧
⟦Oct. ye 14th 1661|1661-10-14⟧
⟦9th Jan: 1656|1656-01-09⟧
⟦14o die Julii 1653|1653-07-14⟧
⟦7o Aprilis 1657|1657-04-07⟧
ordered the ⟦25 of March 1650|1650-03-25⟧
⟦two and twentieth of Aprill 1650|1650-04-22⟧
the ⟦one and twentieth day of July|1863-07-21⟧
the ⟦5th of Novembr 1642|1642-11-05⟧
⟦1st of 8ber 1654|1654-10-01⟧
the ⟦sixth day of Octobr in the xxiijth yeare of the raigne of our Soveraigne Lord King Charles the first|1647-10-16⟧
He was a private in Co. B, 14th Regt Ky Vols, and the 2nd Lieut of the 5th Ky Cavalry.
Your petitioner, at the ⟦June Term 1863|1863-06⟧ of the Boone Circuit Court, was fined $1000 on the 3rd day of the term.
At the last term of said court, on ⟦the 4th Monday of last month|1863-09-28⟧, he was tried.
State of Kentucky, Estill Circuit Court, ⟦September Term 1862|1862-09⟧.
We the undersigned citizens, this ⟦25th Nov. 1863|1863-11-25⟧, pray for relief.
Received ⟦Dec 3rd 1863|1863-12-03⟧. Filed ⟦Dec. 5th '63|1863-12-05⟧.
In ⟦August of that year|1863-08⟧ and in the month of ⟦October following|1863-10⟧ he was robbed.
About the ⟦last of June|1863-06-30~⟧ or the ⟦first of July 1863|1863-07-01⟧ the rebels came.
For the ⟦year 1863|1863⟧ the tax was $20; for ⟦1862|1862⟧ it was less.
From the ⟦1st of January 1862 up to the 1st of April 1863|1862-01-01/1863-04-01⟧
in the early part of ⟦last month|1863-09⟧
On the evening of ⟦the 24th ultimo|1863-09-24⟧
the ⟦4th March 1861|1861-03-04⟧ and ⟦5 April 62|1862-04-05⟧
The writ is dated ⟦Sept 10 63|1863-09-10⟧ and the bond ⟦Sept. 12 1863|1863-09-12⟧.
He is in his 18th year, and 5 feet 10 inches high.
ever since the fall of Fort Donelson in ⟦Feb 62|1862-02⟧
your letter of ⟦Oct. 1|1863-10-01⟧ was recd on the ⟦9th|1863-10-09⟧
the Act of ⟦1858|1858⟧; Rev. Stat. ch. 28, sec. 5
the ⟦22 Febry|1864-02-22⟧, Washington's birthday
⟦Christmas day 1862|1862-12-25⟧, and ⟦New Years day|1864-01-01⟧
In the month of ⟦Decr. 1861|1861-12⟧ I was taken
born ⟦A.D. 1795|1795⟧ in Va.
on ⟦Wednesday the 14th of Octr|1863-10-14⟧
on ⟦yesterday|1863-10-19⟧; ⟦to-day|1863-10-20⟧; this ⟦1st Jany 1864|1864-01-01⟧; since then
Hon. J. F. Robinson, ⟦Octo 18 1862|1862-10-18⟧
On or about the ⟦10th of last March|1863-03-10~⟧ he was arrested; the term ends on the ⟦1st day of next August|1864-08-01⟧.
That was in ⟦August 1862|1862-08⟧, on ⟦the 27th day of said month|1862-08-27⟧.
indicted on the ⟦fourth Monday of November Term 1838|1838-11-26⟧
⟦Octr. Session 1819|1819-10⟧; ⟦Fall Term 1834|1834-23⟧; ⟦the August term last|1863-08⟧
in the ⟦Summer|1862-22⟧ or ⟦Fall of 1862|1862-23⟧; this ⟦Dec 22nd /62|1862-12-22⟧; ⟦Augt 8th 62|1862-08-08⟧; ⟦the 30th Ulto|1863-09-30⟧.
⟦Between Christmas 1848 and New Year's day 1849|[1848-12-25..1849-01-01]⟧
about ⟦ten years since|1853⟧, he came to this State; in the year last aforesaid
⟦between the first of January and the last of March 1833|[1833-01-01..1833-03-31]⟧
""".strip().splitlines()


@pytest.mark.parametrize("marked", PETITIONS)
def test_a_petition_dates_as_clerks_did(marked: str, check: Callable[[str, str, str], None]) -> None:
    check(marked, "en", "1863-10-20")
