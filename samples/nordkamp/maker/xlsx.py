"""A small deterministic XLSX writer: shared strings, styles, merges, comments, hidden sheets."""

import datetime
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

STAMP = (2026, 11, 20, 9, 30, 0)
FILLS = {"red": "FFFF9999", "head": "FFD9E1F2", "yellow": "FFFFFF99"}
FORMATS = {"": 0, "zip": 164, "date": 14, "money": 4}


class Cell:
    """A value with looks: fill, strike, bold, number format, comment."""

    def __init__(self, value, fill="", strike=False, bold=False, form="", comment=""):
        self.value, self.fill, self.strike, self.bold = value, fill, strike, bold
        self.form, self.comment = form, comment


class Sheet:
    def __init__(self, name, hidden=False):
        self.name, self.hidden = name, hidden
        self.rows, self.merges, self.widths = [], [], []


def letter(column):
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def serial(day):
    return (day - datetime.date(1899, 12, 30)).days


class _Book:
    def __init__(self):
        self.strings, self.order = {}, []
        self.styles = {("", False, False, ""): 0}

    def string(self, text):
        if text not in self.strings:
            self.strings[text] = len(self.order)
            self.order.append(text)
        return self.strings[text]

    def style(self, cell):
        key = (cell.fill, cell.strike, cell.bold, cell.form)
        return self.styles.setdefault(key, len(self.styles))


def _text(text):
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return "<t%s>%s</t>" % (kept, escape(text))


def _sheet_xml(book, sheet, has_comments):
    lines = []
    for number, row in enumerate(sheet.rows, 1):
        cells = []
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if not isinstance(cell, Cell):
                cell = Cell(cell)
            value = cell.value
            if isinstance(value, datetime.date) and not cell.form:
                cell = Cell(value, cell.fill, cell.strike, cell.bold, "date", cell.comment)
            style = book.style(cell)
            head = '<c r="%s%d"%s' % (letter(column), number, ' s="%d"' % style if style else "")
            if value is None or value == "":
                if style:
                    cells.append(head + "/>")
            elif isinstance(value, str):
                cells.append('%s t="s"><v>%d</v></c>' % (head, book.string(value)))
            elif isinstance(value, datetime.date):
                cells.append("%s><v>%d</v></c>" % (head, serial(value)))
            elif isinstance(value, (int, Decimal)):
                shown = str(value)
                if isinstance(value, Decimal) and "." in shown:
                    shown = shown.rstrip("0").rstrip(".")
                cells.append("%s><v>%s</v></c>" % (head, shown))
            else:
                raise TypeError(type(value))
        if cells:
            lines.append('<row r="%d">%s</row>' % (number, "".join(cells)))
    width = max(len(row) for row in sheet.rows)
    columns = "".join(
        '<col min="%d" max="%d" width="%s" customWidth="1"/>' % (i, i, w) for i, w in enumerate(sheet.widths, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<dimension ref="A1:%s%d"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>%s<sheetData>%s</sheetData>%s%s'
        "</worksheet>"
        % (
            letter(width - 1),
            len(sheet.rows),
            "<cols>%s</cols>" % columns if columns else "",
            "".join(lines),
            (
                '<mergeCells count="%d">%s</mergeCells>'
                % (len(sheet.merges), "".join('<mergeCell ref="%s"/>' % m for m in sheet.merges))
                if sheet.merges
                else ""
            ),
            '<legacyDrawing r:id="rId1"/>' if has_comments else "",
        )
    )


def _styles_xml(book):
    fonts = ['<font><sz val="10"/><name val="Arial"/></font>']
    fills = ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>']
    fill_ids, font_ids, formats = {"": 0}, {(False, False): 0}, []
    for fill, strike, bold, form in sorted(book.styles, key=book.styles.get):
        if fill not in fill_ids:
            fill_ids[fill] = len(fills)
            fills.append(
                '<fill><patternFill patternType="solid"><fgColor rgb="%s"/><bgColor indexed="64"/></patternFill>'
                "</fill>" % FILLS[fill]
            )
        if (strike, bold) not in font_ids:
            font_ids[(strike, bold)] = len(fonts)
            fonts.append(
                '<font>%s%s<sz val="10"/><name val="Arial"/></font>'
                % ("<b/>" if bold else "", "<strike/>" if strike else "")
            )
        formats.append(
            '<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="0" xfId="0" applyNumberFormat="1" '
            'applyFont="1" applyFill="1"/>' % (FORMATS[form], font_ids[(strike, bold)], fill_ids[fill])
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
        '<fonts count="%d">%s</fonts><fills count="%d">%s</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="%d">%s</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Standard" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        % (len(fonts), "".join(fonts), len(fills), "".join(fills), len(formats), "".join(formats))
    )


def _comments(sheet, author):
    notes = [
        ("%s%d" % (letter(c), r), cell.comment, r - 1, c)
        for r, row in enumerate(sheet.rows, 1)
        for c, cell in enumerate(row)
        if isinstance(cell, Cell) and cell.comment
    ]
    if not notes:
        return None
    body = "".join(
        '<comment ref="%s" authorId="0"><text><r>%s</r></text></comment>' % (ref, _text(text))
        for ref, text, _, _ in notes
    )
    shapes = "".join(
        '<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><x:ClientData ObjectType="Note"><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData>'
        "</v:shape>" % (1025 + i, row, column)
        for i, (_, _, row, column) in enumerate(notes)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><authors><author>%s</author></authors><commentList>%s</commentList></comments>'
        % (escape(author), body),
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
        'o:spt="202" path="m,l,21600r21600,l21600,xe"/>%s</xml>' % shapes,
    )


def write(path, sheets, author="A. Kern"):
    """Writes a workbook; the same sheets give the same bytes."""
    book = _Book()
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    notes = [_comments(sheet, author) for sheet in sheets]
    bodies = [_sheet_xml(book, sheet, note) for sheet, note in zip(sheets, notes)]
    types, parts = [], []
    for index, (body, note) in enumerate(zip(bodies, notes), 1):
        parts.append(("xl/worksheets/sheet%d.xml" % index, body))
        types.append(
            '<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.worksheet+xml"/>' % index
        )
        if note:
            parts.append(("xl/comments%d.xml" % index, note[0]))
            parts.append(("xl/drawings/vmlDrawing%d.vml" % index, note[1]))
            parts.append(
                (
                    "xl/worksheets/_rels/sheet%d.xml.rels" % index,
                    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%s/relationships">'
                    '<Relationship Id="rId1" Type="%s/vmlDrawing" Target="../drawings/vmlDrawing%d.vml"/>'
                    '<Relationship Id="rId2" Type="%s/comments" Target="../comments%d.xml"/></Relationships>'
                    % (package, rel, index, rel, index),
                )
            )
            types.append(
                '<Override PartName="/xl/comments%d.xml" ContentType="application/vnd.openxmlformats-'
                'officedocument.spreadsheetml.comments+xml"/>' % index
            )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    listed = "".join(
        '<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>' % (escape(s.name), i, ' state="hidden"' if s.hidden else "", i)
        for i, s in enumerate(sheets, 1)
    )
    strings = "".join("<si>%s</si>" % _text(text) for text in book.order)
    count = len(sheets)
    links = "".join(
        '<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (i, rel, i)
        for i in range(1, count + 1)
    )
    front = [
        (
            "[Content_Types].xml",
            head + '<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
            'sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sharedStrings+xml"/>%s</Types>' % (package, "".join(types)),
        ),
        (
            "_rels/.rels",
            head + '<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>' % (package, rel),
        ),
        (
            "xl/workbook.xml",
            head + '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="%s"><sheets>%s</sheets></workbook>' % (rel, listed),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            head + '<Relationships xmlns="%s/relationships">%s'
            '<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/><Relationship Id="rId%d" Type="%s/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>' % (package, links, count + 1, rel, count + 2, rel),
        ),
        ("xl/styles.xml", _styles_xml(book)),
        (
            "xl/sharedStrings.xml",
            head + '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'uniqueCount="%d">%s</sst>' % (len(book.order), strings),
        ),
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in front + parts:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, body.encode("utf-8"), compresslevel=6)
