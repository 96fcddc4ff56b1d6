"""Dates as newswires write them: every date of a sentence, no other, its value against the day of issue."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import pytest

# Thursday, 2 November 1989
WIRE = """
NEW YORK, ⟦Nov. 2|1989-11-02⟧ (Wire) -- Stocks fell ⟦Thursday|1989-11-02⟧.
WASHINGTON, ⟦Nov. 2|1989-11-02⟧ -- The Senate voted ⟦Wednesday|1989-11-01⟧ to delay the bill.
⟦11/02/89|1989-11-02⟧
⟦Nov. 2, 1989|1989-11-02⟧
The company said ⟦yesterday|1989-11-01⟧ that it would sell the unit.
The board met ⟦last Tuesday|1989-10-31⟧ in closed session.
Talks resume ⟦next Monday|1989-11-06⟧, officials said.
The summit is to open on ⟦Dec. 2|1989-12-02⟧ off Malta.
Net income for the ⟦third quarter|1989-07/1989-09⟧ rose 12% from ⟦a year earlier|1988⟧.
In the ⟦year-ago quarter|1988⟧ the bank lost $4 million.
Sales for the ⟦first quarter of 1990|1990-01/1990-03⟧ should be flat.
Revenue in ⟦fiscal 1989|1989⟧ was $2.1 billion.
The maker expects a profit for ⟦fiscal year 1990|1990⟧.
Profit fell in the quarter ended ⟦Sept. 30|1989-09-30⟧.
Prices rose 0.2% in ⟦September|1989-09⟧ after a drop in ⟦August|1989-08⟧.
The offer expires ⟦Nov. 30|1989-11-30⟧ unless extended.
The bonds mature ⟦Dec. 1, 1999|1999-12-01⟧.
He joined the company in ⟦June 1986|1986-06⟧ and left ⟦last year|1988⟧.
Orders are up from ⟦last month|1989-10⟧ and from ⟦October 1988|1988-10⟧.
Output grew in the ⟦1980s|1980/1989⟧ and will shrink in the ⟦1990s|1990/1999⟧.
Before the ⟦mid-1980s|[..1983]⟧ few banks lent abroad.
The trial begins ⟦Jan. 8|1990-01-08⟧.
The dispute began in ⟦late August|1989-08⟧.
The plane crashed ⟦three weeks ago|1989-10-12⟧.
A decision is expected ⟦this week|1989-10-30/1989-11-05⟧.
Rates should ease ⟦next year|1990⟧ or in ⟦early 1991|1991⟧.
The group was founded ⟦two years ago|1987⟧.
Traders said late ⟦yesterday|1989-11-01⟧ that the offer had failed.
The strike is in its third week.
The deal took nine months to complete.
The two-year note yields 7.8%.
He was sentenced to 20 years in prison.
The fund returned 14.3% over 12 months.
Each day 2,000 barrels are lost.
The shares closed at 35 1/2, up 1/4.
The index rose 12.45 to 2645.08.
Flight 1989 left gate 12 on time.
The bill, H.R. 1990, may pass.
He may march with them.
Shares of May Department Stores fell.
The Sun reported the sale first.
At the age of 45 he retired.
The 47-year-old chairman resigned ⟦Friday|1989-10-27⟧.
The unit lost $3 million ⟦a year ago|1988⟧.
The merger was approved ⟦Oct. 31|1989-10-31⟧ by holders.
The contract runs from ⟦1985 to 1995|1985/1995⟧.
From ⟦1985|1985⟧ the plant made engines.
Since ⟦last December|1988-12⟧ prices have doubled.
The law, passed in ⟦1977|1977⟧, bars such payments.
Bush will meet him the week of ⟦Nov. 13|1989-11-13⟧.
Polls open on ⟦Tuesday, Nov. 7|1989-11-07⟧.
The crash of ⟦Oct. 19, 1987|1987-10-19⟧, wiped out gains.
A spokesman said ⟦today|1989-11-02⟧ the talks will go on ⟦tomorrow|1989-11-03⟧.
The measure takes effect at ⟦the end of the year|1989⟧.
By the ⟦end of 1990|1990⟧ the debt should be gone.
The company earned $1.02 a share in the same period ⟦last year|1988⟧.
Leaders of the seven nations met in ⟦July|1989-07⟧ in Paris.
Consumer prices in the ⟦first nine months of 1989|1989-01/1989-09⟧ climbed 5%.
Dealers sold fewer cars in the first half than in the ⟦second half of 1988|1988-07/1988-12⟧.
They will vote ⟦next month|1989-12⟧.
The invasion of ⟦December 1979|1979-12⟧ ended détente.
The embargo was lifted earlier ⟦this year|1989⟧.
Rain fell ⟦Monday|1989-10-30⟧ night and ⟦Tuesday|1989-10-31⟧ morning.
The talks ended ⟦last night|1989-11-01⟧ without result.
He died ⟦Sunday|1989-10-29⟧ of cancer; he was 82.
The quake struck at 5:04 p.m. on ⟦Oct. 17|1989-10-17⟧.
The court will hear arguments later ⟦this month|1989-11⟧.
Only ⟦last week|1989-10-23/1989-10-29⟧ the ministry denied it.
The figure for ⟦1988|1988⟧ was revised from 2,341.
Production has fallen since the ⟦summer of 1988|1988-22/..⟧.
⟦This year|1989⟧'s harvest was poor.
In the ⟦1970s|1970/1979⟧ and ⟦early '80s|[1980..1983]⟧ oil was dear.
The unit was bought in ⟦October of 1982|1982-10⟧.
⟦third-quarter|1989-07/1989-09⟧ earnings fell from the ⟦1988|1988⟧ quarter's $3 million.
The ⟦1989 third quarter|1989-07/1989-09⟧ was weak; in the ⟦year-earlier quarter|1988-07/1988-09⟧ it earned $2 million.
The nine-month loss compares with a profit in the same ⟦1988|1988⟧ period.
It plans to close the plant by ⟦year-end|1989⟧.
⟦Two years ago this week|1987-11-02/1987-11-08⟧ the market crashed.
⟦Four years ago today|1985-11-02⟧ he was freed.
For the second time ⟦this month|1989-11⟧, rain fell.
It happened on ⟦Friday the 13th|1989-10-13⟧.
Trading was heavy during ⟦Friday|1989-10-27⟧'s session, traders said.
The ⟦1991|1991⟧ Gulf War cost billions.
In ⟦the past five years|1984/1989⟧ sales doubled; over ⟦the next few days|1989-11-02/..⟧ they may fall.
Since ⟦the beginning of the year|1989⟧, shares rose 20%.
⟦This fall|1989-23⟧ the museum opens; ⟦last spring|1989-21⟧ it closed; in the ⟦spring of 1990|1990-21⟧ it may move.
On ⟦Labor Day|1989-09-04⟧ and ⟦Thanksgiving|1989-11-23⟧ the stores close.
By the ⟦year 2000|2000⟧, the plan will cost more.
⟦A decade ago|1979⟧, and even ⟦two decades ago|1969⟧, few knew.
⟦The day before|1989-11-01⟧, he had resigned; ⟦the next day|1989-11-02⟧ he left.
In ⟦the previous year|1988⟧, the loss was $3 million. ⟦That year|1988⟧ was bad.
Pre-⟦1972|1972⟧ buildings and post-⟦1987|1987⟧ rules.
He will return ⟦in two weeks|1989-11-16⟧.
The ⟦1990|1990⟧ budget passed; the ⟦1986|1986⟧ tax law stays.
⟦08-15-90|1990-08-15⟧ 1337EDT
⟦1990-08-15|1990-08-15⟧ 13:37
⟦02/13/1998|1998-02-13⟧ 14:26:00
Iraq invaded Kuwait on ⟦Aug. 2|1989-08-02⟧.
In ⟦early 1989|1989⟧ and ⟦late 1988|1988⟧ prices fell.
The ⟦late-1980s|[1986..1989]⟧ boom ended.
On ⟦June 4|1989-06-04⟧ troops fired; the ⟦June 4|1989-06-04⟧ crackdown is remembered.
The ban, imposed ⟦Jan. 1|1989-01-01⟧, ends ⟦March 31|1990-03-31⟧.
He was 18 in ⟦1970|1970⟧, the year he enlisted.
The ⟦Oct. 13|1989-10-13⟧ drop was the second-worst.
It was the worst since ⟦October 1987|1987-10/..⟧, when stocks crashed.
⟦Last Friday|1989-10-27⟧ the 190-point plunge came.
The two men met at noon ⟦Saturday|1989-10-28⟧.
It will be sold over ⟦the weekend|1989-11-04/1989-11-05⟧ or early ⟦next week|1989-11-06/1989-11-12⟧.
The company had 1,988 workers at the end of ⟦last year|1988⟧.
The treaty was signed ⟦a week ago Tuesday|1989-10-24⟧.
From ⟦July 1, 1988, to June 30, 1989|1988-07-01/1989-06-30⟧, it lost money.
Shares traded at $19.89 on ⟦Monday|1989-10-30⟧.
The National ⟦1989|1989⟧ Championship was in Miami.
In ⟦June|1989-06⟧, ⟦July|1989-07⟧ and ⟦August|1989-08⟧, sales sank.
Sales in the six months ended ⟦Sept. 30|1989-09-30⟧ rose.
The ⟦1987-88|1987/1988⟧ season; fiscal ⟦1988-89|1988/1989⟧.
The treasury sold $5 billion of 10-year notes due ⟦Nov. 15, 1999|1999-11-15⟧.
The coup in ⟦1973|1973⟧ and the election in ⟦'88|1988⟧.
On Wall Street ⟦today|1989-11-02⟧ the Dow was up.
I saw him ⟦last month|1989-10⟧ and the month before.
The group's ⟦1990s|1990/1999⟧ strategy; a ⟦1960s|1960/1969⟧-style protest.
The ⟦1980's|1980/1989⟧ were kind; the ⟦'60s|1960/1969⟧ were not.
In ⟦1988's fourth quarter|1988-10/1988-12⟧ the company lost money.
As of ⟦Sept. 30|1989-09-30⟧, it had 200 workers.
A spokesman said that by ⟦the second quarter of next year|1990-04/1990-06⟧ it will open.
The meeting will be held early ⟦next month|1989-12⟧, or in ⟦mid-December|1989-12⟧.
He died on the morning of ⟦Oct. 17|1989-10-17⟧.
In the early morning hours of ⟦Oct. 3, 1989|1989-10-03⟧, troops moved.
The ⟦Jan. 1, 1990|1990-01-01⟧, deadline was missed.
Since ⟦1985|1985/..⟧, and particularly after ⟦1987|[1987..]⟧, exports grew.
They met from ⟦Nov. 10 to Nov. 12|1989-11-10/1989-11-12⟧ and again ⟦Nov. 14-16|1989-11-14/1989-11-16⟧.
⟦Between 1982 and 1988|[1982..1988]⟧, 3,000 banks closed.
She was born on ⟦July 4, 1931|1931-07-04⟧.
In ⟦the spring of this year|1989-21⟧, he left.
He came here in the ⟦winter of 1987-88|1987-24⟧.
The program began ⟦Oct. 1|1989-10-01⟧ and runs through ⟦Sept. 30, 1990|1990-09-30⟧.
⟦The same day|1989-11-02⟧, shares rose; ⟦the following week|1989-11-06/1989-11-12⟧ they fell.
In ⟦the last two weeks|1989-10-19/1989-11-02⟧, rates fell; in recent weeks they rose.
In ⟦the next two years|1989/1991⟧ the plant will close.
It is the highest since ⟦July 1984|1984-07/..⟧.
By ⟦1992|1992⟧, Europe will be one market.
The ⟦1989-90|1989/1990⟧ school year began.
During ⟦World War II|1939-09-01/1945-09-02⟧ he served.
In the 12 months ended in ⟦June|1989-06⟧, sales rose.
The bank, which was founded in ⟦1864|1864⟧, failed in ⟦'87|1887⟧.
At 9 a.m. EST ⟦Monday|1989-10-30⟧ he spoke.
Until ⟦last Thursday|1989-10-26⟧ nobody knew.
The contract expires at midnight ⟦tonight|1989-11-02⟧.
The storm hit ⟦Sunday|1989-10-29⟧ and ⟦Monday|1989-10-30⟧.
Since ⟦Thursday|1989-11-02⟧'s vote, nothing happened.
On Black ⟦Monday, Oct. 19, 1987|1987-10-19⟧, prices fell.
⟦Last year's fourth quarter|1988-10/1988-12⟧ was better than 1987's.
In ⟦late October 1987|1987-10⟧ he quit.
At the beginning of ⟦this century|1900/1999⟧, it was rural.
During ⟦the first six months of this year|1989-01/1989-06⟧, 100 died.
Half a century ago, in ⟦1939|1939⟧, war came.
The 21-year-old was born in ⟦1968|1968⟧.
The U.S. in ⟦1990|1990⟧ will spend $1,990.
A ⟦Tuesday|1989-10-31⟧ night meeting; ⟦Friday|1989-10-27⟧ afternoon's trading.
The ⟦New Year's|1990-01-01⟧ holiday; ⟦Christmas Eve|1989-12-24⟧; over ⟦Thanksgiving|1989-11-23⟧.
⟦Next Tuesday|1989-11-07⟧'s election; ⟦this Friday|1989-11-03⟧; ⟦this coming Monday|1989-11-06⟧.
He won on ⟦Tuesday|1989-10-31⟧ in the first round.
On ⟦Friday|1989-11-03⟧, the ministers are to travel home.
⟦Last Nov. 8|1988-11-08⟧ voters said yes; he turns 45 ⟦next Feb. 4|1990-02-04⟧.
The quake of ⟦Oct. 17|1989-10-17⟧ shook the city; ⟦that Tuesday|1989-10-17⟧ the bridge fell.
The case will be heard in the ⟦spring|1990-21⟧.
The contract, which expires in ⟦March 1992|1992-03⟧, was signed ⟦Sept. 8|1989-09-08⟧.
Sales in ⟦1989's second half|1989-07/1989-12⟧ fell; ⟦the first half of next year|1990-01/1990-06⟧ will be worse.
Workers must decide by ⟦Friday|1989-11-03⟧.
The hearings on ⟦Oct. 25|1989-10-25⟧ and ⟦26|1989-10-26⟧ were short; 26 people died.
They met ⟦Tuesday of last week|1989-10-24⟧ and meet again ⟦three weeks from now|1989-11-23⟧.
Profit rose in ⟦the last three quarters|1989-01/1989-09⟧.
the ⟦August|1989-08⟧ figures and the ⟦May|1989-05⟧ deadline
He asked what they knew about ⟦1987|1987⟧.
""".strip().splitlines()

# Thursday, 8 January 1998
AGENCY = """
⟦Jan. 8|1998-01-08⟧ (AP) -- Clinton arrived ⟦Thursday|1998-01-08⟧ in Texas, and on ⟦Friday|1998-01-09⟧ will speak in Houston.
The attack on ⟦Aug. 7|1997-08-07⟧ killed 224 people; the ⟦Aug. 20|1997-08-20⟧ strikes followed.
U.S. officials said ⟦Wednesday|1998-01-07⟧ that a man arrested ⟦Aug. 7|1997-08-07⟧ had been held since ⟦Aug. 12|1997-08-12/..⟧.
The pope's five-day visit starts ⟦Jan. 21|1998-01-21⟧ and ends on the ⟦25th|1998-01-25⟧.
On ⟦Dec. 28, 1997|1997-12-28⟧, and again on ⟦New Year's Day|1998-01-01⟧, shots were fired.
The agreement was reached in ⟦1994|1994⟧, and by ⟦1996|1996⟧ half was paid.
In ⟦January 1991|1991-01⟧, two weeks before the war, he was named envoy.
⟦Tonight|1998-01-08⟧ on ABC: what happened ⟦this afternoon|1998-01-08⟧ in Iowa, and ⟦last night|1998-01-07⟧ in Rome.
A ⟦1993|1993⟧ law; the ⟦'96|1996⟧ campaign; the ⟦1980-88|1980/1988⟧ war.
He has led the bank for three years, from ⟦mid-1993|1993⟧ on.
The ⟦5th of November|1997-11-05⟧ and ⟦Nov. 22|1997-11-22⟧ are remembered.
They married in ⟦June|1997-06⟧ and divorced ⟦the following year|1998⟧.
⟦Next Wednesday|1998-01-14⟧ marks one year since the crash.
On ⟦Tuesday|1998-01-06⟧, a day after the vote, he quit.
Since the end of the Cold War, budgets fell.
In the ⟦summer of '96|1996-22⟧ and the ⟦winter of 1997|1997-24⟧, floods came.
The case dates back to the ⟦1970s|1970/1979⟧; it was reopened in the ⟦early '90s|[1990..1993]⟧.
The second anniversary is ⟦Saturday|1998-01-10⟧.
Three days after the quake, on ⟦Jan. 20, 1995|1995-01-20⟧, help came.
By late ⟦this month|1998-01⟧ or early in ⟦February|1998-02⟧ it should end.
Some ⟦70 years ago|1928⟧; ⟦19th-century|1800/1899⟧ buildings; ⟦20th century|1900/1999⟧ art.
They will meet again ⟦in a week|1998-01-15⟧, he said.
At 10:30 a.m. on ⟦Jan. 9|1998-01-09⟧, the shuttle lands.
The company will report its ⟦second-quarter|1998-04/1998-06⟧ results ⟦July 15|1998-07-15⟧.
Sales from ⟦October to December|1997-10/1997-12⟧ were flat.
It has happened every year since ⟦1990|1990/..⟧; each Friday; once a month.
""".strip().splitlines()


@pytest.mark.parametrize("marked", WIRE)
def test_a_newswire_dates_are_read_against_its_day(
    marked: str, check: Callable[[str, str, str], None]
) -> None:
    check(marked, "en", "1989-11-02")


@pytest.mark.parametrize("marked", AGENCY)
def test_an_agency_of_the_nineties_dates_too(marked: str, check: Callable[[str, str, str], None]) -> None:
    check(marked, "en", "1998-01-08")


def test_a_report_on_a_quarter_speaks_from_its_day_however_many_years_it_tells(
    check: Callable[[str, str, str], None],
) -> None:
    check(
        "Net income for the ⟦third quarter|1989-07/1989-09⟧ fell. The company, founded in ⟦1921|1921⟧, was sold in "
        "⟦1985|1985⟧ and bought back in ⟦1987|1987⟧. In ⟦August|1989-08⟧ it bought a plant.",
        "en",
        "1989-11-02",
    )
