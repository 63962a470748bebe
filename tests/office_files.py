"""Office files byte by byte, lawful and hostile, for the tests of the readers."""

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm:ss"/>'
    '</numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/>'
    '<xf numFmtId="164"/></cellXfs></styleSheet>'
)


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, compression)
    return file.getvalue()


def sheet_xml(cells, before="", after=""):
    """The XML of a sheet around its rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'


def xlsx_parts(*sheets, strings=(), names=None, states=(), targets=None):
    """The parts of an .xlsx file whose sheets have this XML, or these cells."""
    names = names or [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    targets = targets or [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"'
        f"{states[number - 1] if number <= len(states) else ''}/>"
        for number, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="{target}"/>'
        for number, target in enumerate(targets, 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}'
        "</Relationships>",
        "xl/styles.xml": STYLES,
    }
    if strings:
        items = "".join(f"<si><t>{text}</t></si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    for number, sheet in enumerate(sheets, 1):
        whole = sheet_xml(sheet) if sheet[:1] != "<" or sheet[:4] in {"<row", "<c r"} else sheet
        parts[f"xl/worksheets/sheet{number}.xml"] = whole
    return parts


def xlsx(*sheets, **options):
    """An .xlsx file."""
    return zipped(xlsx_parts(*sheets, **options))


def ods(rows, *, manifest="<manifest:manifest/>", names=("Lembar1",)):
    """An .ods file whose tables have these rows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "calcext")
    )
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name in names)
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def ods_row(*texts, more="", repeated=""):
    """A row of an .ods file."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row{repeated}>{cells}</table:table-row>"


# --- .xls ----------------------------------------------------------------------------------


def record(kind, data=b""):
    """One record of an .xls file."""
    return struct.pack("<HH", kind, len(data)) + data


def number_cell(row, column, value):
    """A number in an .xls file."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def text_cell(row, column, text):
    """A text in an .xls file."""
    raw = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + raw)


def xls(cells, *, name="Peserta", encryption=b"", before=b"", sheets=1):
    """An .xls file of one sheet with these cells, which may be listed several times."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    raw = name.encode("utf-16-le")
    head = record(0x0809, begin) + encryption + record(0x0042, struct.pack("<H", 1200)) + before
    listed = struct.pack("<BBBB", 0, 0, len(name), 1) + raw
    place = len(head) + sheets * (4 + 4 + len(listed)) + 4
    head += sheets * record(0x0085, struct.pack("<I", place) + listed) + record(0x000A)
    begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    return ole({"Workbook": head + record(0x0809, begin) + cells + record(0x000A)})


def ole(streams):
    """An OLE file (of before 2007) of these streams, each padded to what is no small stream."""
    sector, end, free, fat_mark = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    table, data, entries = [fat_mark, end], b"", []  # sector 0: the table, sector 1: the folder
    for name, stream in streams.items():
        padded = stream.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % sector)
        first, count = len(table), len(padded) // sector
        table += [*range(first + 1, first + count), end]
        entries.append(_entry(name, 2, first, len(padded)))
        data += padded
    assert len(table) <= sector // 4, "one sector of the table must do"
    table += [free] * (sector // 4 - len(table))
    folder = _entry("Root Entry", 5, end, 0, child=1) + b"".join(entries)
    folder = folder.ljust(sector, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHHHIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1)
    head += struct.pack("<IIIIII", 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + struct.pack("<128I", *table) + folder + data


def _entry(name, kind, first, size, child=0xFFFFFFFF):
    raw = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, none, none, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
