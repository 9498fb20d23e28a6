"""Answers as mail programs write them, made up: what Outlook, Gmail, Apple, servers and rogues send back."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from email.policy import SMTP

NOELIA = "n.quintamayo@acnur.example"
DOMAIN = "red.example"
UID = f"TEC-2027-01-peru@{DOMAIN}"
STAMP = "20270201T150000Z"
OURS = f"{DOMAIN}; spf=pass smtp.mailfrom=acnur.example; dkim=pass header.d=acnur.example; dmarc=pass (p=REJECT) header.from=acnur.example"


def event(
    status: str = "ACCEPTED",
    *,
    who: str = NOELIA,
    uid: str = UID,
    method: str = "REPLY",
    sequence: int | None = 0,
    stamp: str | None = STAMP,
    attendee: str | None = None,
    more: tuple[str, ...] = (),
    params: str = "",
) -> str:
    """An iCalendar answer without ORGANIZER, as Exchange sends it."""
    lines = ["BEGIN:VCALENDAR", f"METHOD:{method}", "PRODID:Somebody", "VERSION:2.0", "BEGIN:VEVENT"]
    lines.append(attendee if attendee is not None else f"ATTENDEE;PARTSTAT={status}{params}:mailto:{who}")
    lines += [f"UID:{uid}"]
    lines += [f"SEQUENCE:{sequence}"] if sequence is not None else []
    lines += [f"DTSTAMP:{stamp}"] if stamp is not None else []
    lines += [*more, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(line for line in lines[:-1] if line) + "\r\n"


def mail(
    sender: str = NOELIA,
    subject: str = "Aceptada: Regularización",
    *,
    verdicts: tuple[str, ...] = (OURS,),
    name: str = "<reply-1@acnur.example>",
    headers: tuple[tuple[str, str], ...] = (),
) -> EmailMessage:
    """A message as it lies in our mailbox; the verdicts of mail servers from the top."""
    message = EmailMessage(policy=SMTP)
    for verdict in verdicts:
        message["Authentication-Results"] = verdict
    message["From"], message["To"], message["Subject"] = sender, f"secretaria@{DOMAIN}", subject
    if name:
        message["Message-ID"] = name
    for key, value in headers:
        message[key] = value
    return message


def outlook(calendar: str | None = None, words: str = "", **more: object) -> bytes:
    """multipart/alternative, the calendar last."""
    message = mail(**more)  # type: ignore[arg-type]
    message.set_content(words or "\r\n")
    written = (calendar or event()).encode()
    message.add_alternative(
        written, maintype="text", subtype="calendar", cte="base64", params={"charset": "utf-8", "method": "REPLY"}
    )
    return message.as_bytes()


def gmail(calendar: str | None = None, **more: object) -> bytes:
    """The same answer inline and as an attached file."""
    message = mail(headers=(("Auto-Submitted", "auto-generated"),), **more)  # type: ignore[arg-type]
    written = (calendar or event()).encode()
    message.set_content("Noelia ha aceptado esta invitación.")
    message.add_alternative("<p>Noelia ha aceptado esta invitación.</p>", subtype="html")
    message.add_alternative(
        written, maintype="text", subtype="calendar", cte="7bit", params={"charset": "UTF-8", "method": "REPLY"}
    )
    message.add_attachment(written, maintype="application", subtype="ics", filename="invite.ics")
    return message.as_bytes()


def attached(calendar: str | bytes, kind: str = "ics", filename: str = "iCal.ics", **more: object) -> bytes:
    """Apple: the calendar only as an attachment."""
    message = mail(**more)  # type: ignore[arg-type]
    message.set_content("Noelia aceptó.")
    written = calendar.encode() if isinstance(calendar, str) else calendar
    message.add_attachment(written, maintype="application", subtype=kind, filename=filename)
    return message.as_bytes()


def forwarded(inner: bytes, sender: str = NOELIA, **more: object) -> bytes:
    """A message with another one enclosed."""
    from email import message_from_bytes

    message = mail(sender, **more)  # type: ignore[arg-type]
    message.set_content("Le reenvío esto.")
    message.add_attachment(message_from_bytes(inner, policy=SMTP))
    return message.as_bytes()


def letter(words: str, sender: str = NOELIA, **more: object) -> bytes:
    message = mail(sender, **more)  # type: ignore[arg-type]
    message.set_content(words)
    return message.as_bytes()


def winmail(**more: object) -> bytes:
    return attached(b"\x78\x9f\x3e\x22" + bytes(40), "ms-tnef", "winmail.dat", **more)


def bounce(original: str, to: str = NOELIA, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A delivery report with the headers of the letter that came back."""
    lines = [
        "From: MAILER-DAEMON@mx.acnur.example", f"To: secretaria@{DOMAIN}", "Subject: Undelivered Mail Returned to Sender",
        "Message-ID: <dsn-1@mx.acnur.example>", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", "I could not deliver your message.", "",
        "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.acnur.example", "",
        f"Final-Recipient: rfc822; {to}", f"Action: {action}", f"Status: {status}", "Diagnostic-Code: smtp; 550 no", "",
        "--b", "Content-Type: text/rfc822-headers", "", "Subject: x", f"Message-ID: {original}", "", "--b--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def exim(original: str, to: str = NOELIA) -> bytes:
    """A server that writes no report, only words."""
    lines = [
        "Return-Path: <>", "From: Mail Delivery System <Mailer-Daemon@mx.acnur.example>", f"To: secretaria@{DOMAIN}",
        "Subject: Mail delivery failed: returning message to sender", f"X-Failed-Recipients: {to}",
        "Message-ID: <exim-1@mx.acnur.example>", "",
        "SMTP error from remote server: 550 5.7.1 blocked", "------ This is a copy of your message ------",
        f"Message-ID: {original}", "Subject: x", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def away(original: str, **more: object) -> bytes:
    """Out of office."""
    headers = (("Auto-Submitted", "auto-replied"), ("In-Reply-To", original))
    return letter(
        "Estoy fuera de la oficina. Confirmo a mi regreso.", subject="Respuesta automática", headers=headers, **more
    )  # type: ignore[arg-type]


def nested(levels: int = 200) -> bytes:
    """Multipart in multipart in multipart."""
    head = b"From: n.quintamayo@acnur.example\r\nMessage-ID: <deep@acnur.example>\r\nSubject: TEC-2027-01\r\nMIME-Version: 1.0\r\n"
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(levels)
    )
    return head + opening + b"Content-Type: text/calendar\r\n\r\n" + event().encode()


def huge(megabytes: int = 20) -> bytes:
    return attached(event()) + b"\r\n" + b"A" * (megabytes * 1_000_000)


def in_base64(written: str) -> str:
    return base64.encodebytes(written.encode()).decode()
