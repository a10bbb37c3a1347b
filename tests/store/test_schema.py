"""The migrations and the records describe the same tables."""

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool

from casebook.records.kinds import IMMUTABLE, KINDS
from casebook.store import finder, migrations


def test_every_column_of_every_record_is_in_the_database_and_no_other() -> None:
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    migrations.lay(engine)
    looked = inspect(engine)

    for table in (each.__table__ for each in KINDS.values()):  # type: ignore[attr-defined]
        kept = {each["name"]: each["nullable"] for each in looked.get_columns(table.name)}
        assert kept == {each.name: each.nullable for each in table.columns}, table.name


def test_what_never_changes_is_refused_by_the_database_itself() -> None:
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    migrations.lay(engine)
    with engine.connect() as connection:
        triggers = set(
            connection.exec_driver_sql(
                "SELECT tbl_name || ' ' || name FROM sqlite_master WHERE type = 'trigger'"
            ).scalars()
        )

    for kind, record in KINDS.items():
        table = record.__table__.name  # type: ignore[attr-defined]
        assert f"{table} {table}_stays" in triggers
        assert (f"{table} {table}_keeps" in triggers) == (kind in IMMUTABLE)


def test_the_finder_looks_through_fields_that_exist() -> None:
    for kind, fields in finder.SEARCHED.items():
        assert set(fields) <= set(KINDS[kind].model_fields)
