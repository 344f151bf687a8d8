"""The words by which questions are taken apart and follow-ups are told from questions."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# --- how a question is built

AUXILIARIES = _set(
    "do does did will would can could may might shall should must is are am was were have has had "
    "don't doesn't didn't won't wouldn't can't couldn't isn't aren't wasn't haven't hasn't dont "
    "doesnt cant isnt wont"
)
SUBJECTS = _set("you u ya i we they he she it one anyone anybody someone people y'all")
ADVERBS = _set(
    "also ever even really still actually just already now not currently always only please all "
    "guys automatically to been"
)
BEFORE_TO = _set("have need want going able get allowed required supposed")
"""Verbs that are only the way to another: "have to", "going to"."""
PARTICLES = _set("into at on for about out of up off over in back through")
TO_OTHERS = _set("to with by from")
ENDERS = _set(
    "to with for from into on in at by if when after before without about as and or but because so "
    "while during anywhere today forever off out over through until unless that which who where is "
    "are than under between"
)
"""They end the name of a thing."""
DONE = _set(
    "sold kept held given sent known seen taken got safe secure private public confidential "
    "mandatory required free wrong read shown hidden"
)
"""What a thing is said to be; so is all that ends in "ed"."""
DEEDS = _set(
    "get gets see sees have has know use uses access collect receive share sell keep read look "
    "track take process handle need show send"
)
ORDERS = _set("delete erase remove stop correct change fix close cancel send export")
DOUBLED = _set("get stop run put let ban quit")
"""They double their last letter before "ing"."""

# --- what a question is about

THINGS = _set(
    "data info information details name names email emails address addresses phone number numbers "
    "location gps history purchases orders searches card cards credit payment password passwords "
    "photos pictures camera microphone contacts texts messages calls voice age birthday birth "
    "gender sex race ethnicity religion health height weight fingerprints face biometrics ssn "
    "passport license income job education profile account ip device browser cookies browsing "
    "search clicks reviews preferences demographics"
)
OWN = _set("my mine our what")
"""They begin the name of a thing whatever it is: "my collar size", "what I search for"."""
PARTIES = _set(
    "police government advertisers advertiser partners partner affiliates affiliate companies "
    "company google facebook meta amazon instagram tiktok microsoft vendors providers provider "
    "employer boss insurers insurance bank banks landlord authorities court courts brands fbi "
    "parties scammers spammers brokers retailers stores researchers"
)
NOBODY = _set("me you us people something anything everything")
"""No pronoun stands for these."""

# --- how a follow-up is built

CONDITIONS = _set("if when after before without unless even while because once")
PLACINGS = _set("on in during")
FAINT = _set(
    "and so but or then ok also what which how who whom where when why do does did is are was were "
    "will would can could should may might have has had am be been being i you we u they it that "
    "this them those these me someone anyone somebody anybody else ever even really still actually "
    "just all not to for with of in on at by from about into off out up there any way if isn't "
    "aren't don't can't doesn't stop block prevent turn switch refuse disable avoid rid make "
    "happen happens work works mean means explain tell need want safe free mandatory required "
    "optional necessary a an some long much often take takes done doing going get please know "
    "possible app too"
)
"""A message of these alone says nothing by which an answer could be found."""
NO_ANTECEDENTS = (
    FAINT
    | PARTIES
    | _set(
        "gets see sees give gives use uses sell share keep store hold delete remove erase change "
        "fix correct send sent say read look handle handles protect encrypt pay pays collect "
        "record track save own owns access anything sold held kept given shown cost last expire "
        "everyone everybody nobody others anywhere forever my the your state country phone "
        "devices device computer browser website europe legal illegal allowed lawful only always "
        "already very more less private public secure help matter apply count include stay else's "
        "today"
    )
)
"""No pronoun stands for these; beside any other word it may stand for that."""
