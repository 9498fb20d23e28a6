"""What English speakers type, as they type it, and what it must become on Wednesday 25 November 2026."""

from datetime import date

from tests.bot.phrases import COMMITTEE, ELEVENTH, NINE, NINTH, PLENARY, TECHNICAL, TEN, THREE, Phrase

ENGLISH: list[Phrase] = [
    ("/network", "network.home", {}),
    ("hello", "network.home", {}),
    ("/network mine", "network.mine", {}),
    ("what do I have to do?", "network.mine", {}),
    ("/network status", "network.status", {}),
    ("/network obligations", "network.obligations", {}),
    ("/network settings", "network.settings", {}),
    ("help", "network.help", {}),
    ("what can you do?", "network.help", {}),
    ("/network language spanish", "network.language", {"language": "es"}),
    ("write to me in English", "network.language", {"language": "en"}),
    ("why D-2027-01?", "network.why", {"code": "D-2027-01"}),
    ("/network tor who endorses proposals?", "network.tor", {"question": "who endorses proposals?"}),
    ("Who endorses proposals?", "network.tor", {"question": "Who endorses proposals?"}),
    ("/network search regularisation", "decisions.search", {"words": "regularisation"}),
    ("/meeting", "meetings.list", {}),
    ("when is the next meeting?", "meetings.list", {}),
    ("/meeting show CE-2027-01", "meetings.show", {"meeting": COMMITTEE}),
    (
        "please convene the executive committee on 9 February from 10 to 11:30",
        "meetings.convene",
        {"kind": "executive", "date": NINTH, "time": TEN, "minutes": 90},
    ),
    (
        "schedule a technical meeting next Thursday at 3pm about data",
        "meetings.convene",
        {"kind": "technical", "title": "data", "time": THREE, "date_choices": [date(2026, 11, 26), date(2026, 12, 3)]},
    ),
    ("call a meeting of the executive committee on 9 February at 10", "meetings.convene", {"kind": "executive", "date": NINTH, "time": TEN}),
    ("could you move the committee to 11 February at 9am?", "meetings.move", {"meeting": COMMITTEE, "date": ELEVENTH, "time": NINE}),
    ("/meeting move CE-2027-01 to 11 February at 9 am", "meetings.move", {"meeting": COMMITTEE, "date": ELEVENTH, "time": NINE}),
    ("cancel the plenary because of the holiday", "meetings.cancel", {"meeting": PLENARY, "reason": "the holiday"}),
    ("/meeting held CE-2027-01: OIM, OIT; absent PNUD", "meetings.held", {"meeting": COMMITTEE, "present": ["OIM", "OIT"], "absent": ["PNUD"]}),
    ("I will attend the plenary", "meetings.attend", {"meeting": PLENARY}),
    ("I cannot attend on 10 December, my alternate will go", "meetings.regret", {"meeting": PLENARY, "alternate": True}),
    ("what's on the agenda?", "agenda.show", {}),
    (
        "/agenda propose CE-2027-01 Child protection (GCM 7 and 15), for discussion, 20 minutes https://example.org/doc.docx",
        "agenda.propose",
        {
            "meeting": COMMITTEE, "title": "Child protection", "kind": "debate", "minutes": 20, "objectives": [7, 15],
            "document": "https://example.org/doc.docx",
        },
    ),
    (
        "I'd like to propose an item for the next technical meeting: access to health, 15 min",
        "agenda.propose",
        {"meeting": TECHNICAL, "title": "access to health", "minutes": 15},
    ),
    ("can't make it on 10 December", "meetings.regret", {"meeting": PLENARY}),
    ("could you send me the agenda of the committee?", "agenda.show", {"meeting": COMMITTEE}),
    ("remind me what I have to do", "network.mine", {}),
    ("we have no items for the plenary", "agenda.nothing", {"meeting": PLENARY}),
    ("call for items for the committee", "agenda.call", {"meeting": COMMITTEE}),
    ("circulate the agenda of the plenary", "agenda.circulate", {"meeting": PLENARY}),
    ("/decision record CE-2027-01: The priorities are approved", "decisions.record", {"meeting": COMMITTEE, "wording": "The priorities are approved"}),
    ("record the decisions of the executive committee", "decisions.record", {"meeting": COMMITTEE}),
    ("what was decided?", "decisions.list", {}),
    ("could you circulate the minutes of the executive committee?", "minutes.circulate", {"meeting": COMMITTEE}),
    ("/minutes draft CE-2027-01", "minutes.draft", {"meeting": COMMITTEE}),
    ("show me the minutes of the committee", "minutes.show", {"meeting": COMMITTEE}),
    (
        "/action assign ACNUR prepare the data sheet by Friday 26 February",
        "actions.assign",
        {"organisation": "ACNUR", "wording": "prepare the data sheet", "date": date(2027, 2, 26)},
    ),
]  # fmt: skip
