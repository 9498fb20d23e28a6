"""What is in an archive, on one page: `docs/export.md`, written from the tables there are (`python -m tests.export_page`)."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import SQLModel

import storage.schema  # noqa: F401 - registers every table
from storage import archive

PAGE = Path(__file__).parent.parent / "docs" / "export.md"
ABOUT = """# The archive

`python -m bot export DIR` writes the whole record of the network into a folder that only its owner can open, and says so in
the journal. It can be repeated at any time, and reads without Quipu:

| file | what it is |
|---|---|
| `json/NOUN.json` | every row of that noun, oldest first; days and moments as ISO 8601, moments in UTC |
| `csv/NOUN.csv` | the same for a spreadsheet (UTF-8); lists and objects as JSON; a cell a spreadsheet would calculate begins with `'` |
| `meetings.ics` | every meeting, as a calendar |
| `files/` | the edited Word files as they came in, while they are kept (`retention.files`) |
| `contents.json` | the network, the moment, and how many rows of each noun |

`python -m bot export DIR --person EMAIL` writes only what is held about one person, in one file. In the chat anybody can ask
«mis datos», and whoever has the power `keep_data` can ask for somebody else's.

An archive is full of personal data: names, addresses, what was sent to whom. It holds no secret (digests of calendar
addresses and of withheld words are left out), nothing of a message that was withheld, and none of the house's working
memory: """
END = """
Rows that name another (`meeting_id`, `person_id`, …) mean the `id` in that noun's file. `journal` is a chain: each `digest`
is SHA-256 over the one before and the entry's content, so that a changed archive shows.
"""


def page() -> str:
    """The page as it should be."""
    lines = [ABOUT + ", ".join(f"`{name}`" for name in sorted(archive.WORKING_MEMORY)) + ".\n", "## Nouns\n"]
    models = {each.class_.__table__.name: each.class_ for each in SQLModel._sa_registry.mappers}  # type: ignore[attr-defined]
    for table in archive.tables():
        first = " ".join((models[table.name].__doc__ or "").split("\n\n")[0].split())
        columns = ", ".join(f"`{column.name}`" for column in table.c if column.name not in archive.SECRET)
        lines.append(f"**{table.name}**: {first}\n{columns}\n")
    return "\n".join(lines) + END


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
