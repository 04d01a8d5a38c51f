"""What the assistant may know of a turn, and what it may decide: the two ends of `policy.decide`."""

from dataclasses import dataclass, field
from enum import StrEnum

from helpwell.bot.listening import Heard


class Deed(StrEnum):
    """What can be done with a customer's words."""

    ANSWER = "answer"  # say the first candidate as the answer
    OFFER = "offer"  # show candidates, none of them as the answer
    ASK_BACK = "ask_back"  # ask which of the candidates she means
    STEP = "step"  # say the next step of the article she is walking through
    SMALL_TALK = "small_talk"
    OFFER_PERSON = "offer_person"
    HAND_OVER = "hand_over"
    FLOW = "flow"  # what the flow says that she is walking through
    ASK_FIELD = "ask_field"  # while she waits for a person: one thing that person will need
    THANK = "thank"  # for the last of them
    STAY_SILENT = "stay_silent"


SHOWING = (Deed.ANSWER, Deed.OFFER, Deed.ASK_BACK)  # these show articles


@dataclass(frozen=True)
class Candidate:
    """An article that may answer."""

    article: str  # public id
    may_be_said: bool = False  # its standing is automatic, and nothing holds it back


@dataclass(frozen=True)
class Facts:
    """All that the decision may depend on."""

    heard: Heard = field(default_factory=Heard)
    choice: str = ""  # what she pressed; "" when she wrote
    candidates: tuple[Candidate, ...] = ()  # best first
    confidence: float = 0.0  # 0..1 that the first candidate is right
    threshold: float = 1.0  # from this confidence on the channel says an answer alone
    between: int = 0  # as many of the first candidates together hold the answer; 0: no few of them do
    failures: int = 0  # turns of this conversation that did not help, before this one
    was_asked_back: bool = False  # our last message asked which one she means
    was_offered_person: bool = False  # our last message offered a person, and she wrote on
    steps_left: int = 0  # of the article she is walking through
    guard: str = ""  # why nothing may be said alone here, such as "new_customer"; "" for nothing
    is_with_bot: bool = True  # nobody has taken the conversation
    has_people: bool = True  # a person can be asked for in this inbox
    walk: str = ""  # she is in a flow and it "goes_on", has "ended", "handed_over", or is "left" by these words
    opens: str = ""  # a flow would begin with these words, and then it "goes_on", has "ended" or "handed_over"
    flow_articles: tuple[str, ...] = ()  # public ids of what the flow gives as an answer now
    may_collect: bool = False  # she waits for a person, and our last words asked for a field, or we said none yet
    asked: str = ""  # key of the field that our last message asked for; "" for none
    tries: int = 0  # how often we have asked for that one
    word: str = ""  # what her words say to it: fits, unfit, skipped, elsewhere
    unknown: tuple[str, ...] = ()  # keys of fields a person needs that were neither told nor asked for


@dataclass(frozen=True)
class Decision:
    """What to do, and why; the reason is kept with the message and shown to agents (N11)."""

    deed: Deed
    reason: str
    articles: tuple[str, ...] = ()  # public ids, best first
    field: str = ""  # key of the field to ask for; "" for none
    offers_person: bool = False  # in the same message, beside what it shows (G11)
