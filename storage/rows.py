"""A row by its number."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import bindparam
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, select

Row = TypeVar("Row", bound=SQLModel)


def row_of(session: Session, model: type[Row], number: int) -> Row:
    """The row of that number, which is there. As `Session.get_one`, whose question is built anew for every row it reads."""
    if identity_key(model, number) in session.identity_map:
        return session.get_one(model, number)
    found: Row = session.exec(_question(model), params={"number": number}).one()
    return found


@cache
def _question(model: type[Row]) -> Any:
    table: Any = model
    return select(model).where(table.id == bindparam("number"))
