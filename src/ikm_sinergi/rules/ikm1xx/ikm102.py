"""IKM102 unknown-participant."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm1xx.dangling import dangling
from ikm_sinergi.words.language import Text


@rule(
    "IKM102",
    Severity.ERROR,
    unit="record",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{record}: there is no participant {participant}",
        "{record}: peserta {participant} tidak ada",
    ),
    remedy=Text(
        "Add the participant {participant}, or correct the id.",
        "Tambahkan peserta {participant} atau perbaiki id-nya.",
    ),
)
def unknown_participant(records: Records, context: Context) -> Judgement:
    naming = (
        ("participations", "participant"),
        ("grants", "recipient"),
        ("results", "participant"),
        ("dispensations", "participant"),
    )
    return dangling(records, "participants", "participant", naming)
