"""The terms of the closed vocabularies as people read them, by key."""

from types import MappingProxyType
from typing import Final

from ikm_sinergi.words.language import Text

__all__ = ["LABELS"]

# Terms as the field writes them. Two vocabularies may share an English key ("completed"): they
# then share the term, since the keys of a StrEnum are equal across classes.
LABELS: Final = MappingProxyType(
    {
        "coaching": Text("coaching", "pembinaan"),
        "clinic": Text("clinic", "klinik"),
        "market": Text("low-price market", "pasar murah"),
        "training": Text("training", "pelatihan"),
        "mentoring": Text("mentoring", "pendampingan"),
        "apprenticeship": Text("apprenticeship", "magang"),
        "development": Text("development (method not stated)", "pembinaan (metode belum jelas)"),
        "coaching_clinic": Text("coaching clinic", "coaching klinik"),
        "subsidised_market": Text("subsidised market", "pasar murah subsidi"),
        "discount_market": Text("discount market", "pasar murah diskon"),
        "planned": Text("planned", "direncanakan"),
        "running": Text("running", "berjalan"),
        "completed": Text("completed", "selesai"),
        "cancelled": Text("cancelled", "dibatalkan"),
        "registered": Text("registered", "terdaftar"),
        "attending": Text("attending", "sedang mengikuti"),
        "withdrawn": Text("withdrawn", "mengundurkan diri"),
        "upstream": Text("upstream", "hulu"),
        "downstream": Text("downstream", "hilir"),
        "partner": Text("partner", "mitra"),
        "small": Text("small", "kecil"),
        "medium": Text("medium", "menengah"),
        "large": Text("large", "besar"),
        "unknown": Text("unknown", "tidak diketahui"),
        "production_value": Text("production value (Rp)", "nilai produksi (Rp)"),
        "sales_value": Text("sales value (Rp)", "nilai penjualan (Rp)"),
        "workers": Text("workers", "tenaga kerja"),
        "products": Text("products", "jenis produk"),
        "certificates": Text("certificates", "sertifikat"),
        "error": Text("error", "kesalahan"),
        "warning": Text("warning", "peringatan"),
        "note": Text("note", "catatan"),
        "eligible": Text("eligible", "memenuhi syarat"),
        "not_eligible": Text("not eligible", "tidak memenuhi syarat"),
        "passed": Text("passed", "terpenuhi"),
        "violated": Text("violated", "tidak terpenuhi"),
        "waived": Text("waived", "diberi dispensasi"),
        "undecided": Text("undecided", "belum dapat diputuskan"),
        "not_applicable": Text("not applicable", "tidak berlaku"),
    }
)
