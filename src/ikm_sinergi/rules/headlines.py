"""What each rule finds, in one Indonesian sentence; the English one begins its page."""

from types import MappingProxyType
from typing import Final

__all__ = ["HEADLINES"]

HEADLINES: Final = MappingProxyType(
    {
        "IKM001": "Kolom yang wajib diisi masih kosong.",
        "IKM002": "Suatu nilai tidak dapat dibaca sebagai tanggal, bilangan, jenis, status, atau"
        " kabupaten/kota.",
        "IKM003": "Nama suatu kolom atau tabel tidak dikenal.",
        "IKM004": "Nomor pengenal tersimpan sebagai bilangan dan kehilangan sebagian angkanya.",
        "IKM005": "Suatu nilai hanya dapat dipahami setelah diperbaiki.",
        "IKM101": "Satu id dipakai untuk dua hal yang berbeda.",
        "IKM102": "Suatu data menyebutkan peserta yang tidak tercatat.",
        "IKM103": "Suatu data menyebutkan program yang tidak tercatat, atau melanjutkan program"
        " yang tidak lebih dahulu.",
        "IKM104": "Suatu data menyebutkan kode yang bukan kode kabupaten/kota.",
        "IKM105": "Suatu data menyebutkan instansi yang tidak dikenal.",
        "IKM106": "Program berakhir sebelum dimulai.",
        "IKM107": "Program dimulai atau berakhir di luar tahun anggarannya.",
        "IKM108": "Satu IKM terdaftar dua kali pada satu program.",
        "IKM109": "Keikutsertaan tercatat selesai, padahal belum mungkin selesai.",
        "IKM110": "Program sudah berjalan, tetapi jenis kegiatannya belum ditetapkan.",
        "IKM111": "Peserta terlalu besar untuk disebut IKM.",
        "IKM112": "NIB atau NIK pemilik tidak sesuai dengan bentuknya.",
        "IKM113": "Satu NIB tercatat pada dua id peserta.",
        "IKM201": "IKM mengikuti pendampingan tanpa menyelesaikan pelatihan pada tahun sebelumnya.",
        "IKM202": "IKM mengikuti magang tanpa menyelesaikan pelatihan pada tahun sebelumnya.",
        "IKM203": "Kabupaten/kota memperoleh pendampingan atau magang, padahal tidak ada pelatihan"
        " di sana pada tahun sebelumnya.",
        "IKM204": "IKM mengikuti pendampingan atau magang untuk komoditas yang bukan komoditas"
        " pelatihannya.",
        "IKM205": "IKM menyelesaikan pelatihan tahun lalu, tetapi tidak ada kelanjutannya tahun"
        " ini.",
        "IKM206": "Dalam satu tahun, IKM mengikuti magang lebih dahulu daripada pendampingan.",
        "IKM207": "IKM mengikuti pelatihan dua tahun berturut-turut dalam satu komoditas tanpa"
        " kegiatan lain.",
        "IKM208": "IKM mengikuti pendampingan atau magang, tetapi hasilnya tidak tercatat.",
        "IKM301": "Instansi melaksanakan jenis program yang di luar tugasnya.",
        "IKM302": "Program salah satu dari kedua dinas berjalan tanpa mitra yang diperlukan.",
        "IKM303": "Program menyebutkan pelaksananya sebagai mitra.",
        "IKM401": "Kabupaten/kota tidak dilayani satu pun program pembinaan pada tahun itu.",
        "IKM402": "Komoditas program pembinaan bukan potensi kabupaten/kota yang dilayaninya.",
        "IKM403": "IKM mengikuti program yang melayani kabupaten/kota lain.",
        "IKM404": "Program yang telah diumumkan tidak ada dalam data.",
        "IKM501": "Program pembinaan telah selesai tanpa serah terima bantuan alat.",
        "IKM502": "Bantuan alat diberikan kepada IKM yang bukan peserta programnya.",
        "IKM503": "Bantuan alat diserahterimakan di luar tahun anggaran programnya.",
        "IKM504": "IKM menerima bantuan alat lebih dari satu kali dalam satu tahun anggaran.",
        "IKM601": "Pasar murah diskon telah selesai tanpa data penjualan.",
        "IKM602": "Penjualan dicatat untuk program yang bukan pasar murah.",
        "IKM701": "Dispensasi sesuai dengan suatu temuan, tetapi tidak berlaku pada tanggal itu.",
        "IKM702": "Dispensasi tidak mencakup temuan apa pun.",
        "IKM703": "Dispensasi diberikan untuk aturan yang tidak ada.",
        "IKM704": "Dispensasi disetujui oleh instansi yang tidak berwenang.",
        "IKM801": "Ada program pada tahun yang tidak lagi dicakup kebijakan mana pun.",
    }
)
