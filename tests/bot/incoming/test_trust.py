"""Whose word on a sender is believed: the topmost verdict of all, and only when it is our own server's."""

from __future__ import annotations

import pytest

from bot.mail.incoming.reading import read
from bot.mail.incoming.trust import vouched_for
from tests.bot.incoming.samples import NOELIA, OURS, outlook

FORGED_OF_OURS = "red.example; dmarc=pass header.from=acnur.example"
FAILED = "red.example; spf=pass smtp.mailfrom=evil.example; dmarc=fail (p=NONE) header.from=acnur.example"
OTHERS = "mx.evil.example; dmarc=pass header.from=acnur.example"


def vouched(*verdicts: str, ours: str = "red.example", sender: str = NOELIA) -> bool:
    found = read(outlook(verdicts=verdicts, sender=sender))
    return vouched_for(found.authentication, ours, found.sender)


@pytest.mark.parametrize(
    "verdicts",
    [
        (OURS,),
        (OURS, OTHERS),
        (OURS, FAILED),
        ("red.example 1; dmarc=pass",),
        ("RED.example; DMARC=PASS",),
        (
            'red.example (mx) ; dkim=pass header.s="a;dmarc=fail"; dmarc=pass (p=reject; dis=none) header.from=Acnur.Example',
        ),
    ],
)
def test_our_own_servers_pass_on_top_is_believed(verdicts: tuple[str, ...]) -> None:
    assert vouched(*verdicts)


@pytest.mark.parametrize(
    "verdicts",
    [
        (),
        (OTHERS,),
        (OTHERS, OURS),
        (FAILED,),
        (FAILED, FORGED_OF_OURS),
        ("red.example; spf=pass; dkim=pass",),
        ("red.example; none",),
        ("red.example; dmarc=none header.from=acnur.example",),
        ("red.example; dmarc=bestguesspass",),
        ("red.example; dmarc=pass header.from=evil.example",),
        ("red.example; dmarc=pass; dmarc=fail",),
        ("red.example; dmarc=fail (dmarc=pass)",),
        ('red.example; dmarc=fail reason="; dmarc=pass"',),
        ('red.example; spf=pass reason="x; dmarc=pass',),
        ("red.example.evil.example; dmarc=pass",),
        ("evil.example; x=red.example; dmarc=pass",),
        ("; dmarc=pass",),
        ("red.example; x-dmarc=pass",),
    ],
)
def test_anything_less_is_not(verdicts: tuple[str, ...]) -> None:
    assert not vouched(*verdicts)


def test_without_a_name_of_our_own_nobody_is_believed() -> None:
    assert not vouched(OURS, ours="")
    assert not vouched_for((OURS,), "red.example", "")
