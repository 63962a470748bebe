"""Makes records of several deliveries, without any file."""

from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Source
from ikm_sinergi.records.intake import Intake


def delivered(deliveries, *, lose=(), **options):
    """Return records of {delivery: {table: rows}}; `lose` are pairs of a delivery and a table."""
    intake = Intake()
    for delivery, tables in deliveries.items():
        for table, rows in tables.items():
            file = f"{delivery}/{table}.csv"
            intake.deliveries[file] = delivery
            add = intake.open(Source(table=table, file=file))
            for number, row in enumerate(rows):
                add(number, row)
    intake.lost.update(lose)
    return Records.from_intake(intake, **options)
