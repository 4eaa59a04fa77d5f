#!/usr/bin/env python3
"""Writes a workbook: sheet.py FILE <TABLE. Cells stand between ";"; one that
begins with "=" is a number, "=104.321|SUM(A1)" one of a formula, "!" an
inline text, others are shared texts; an empty one is not there."""
import sys
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def place(column, row):
    """A1, B1 ... AA1."""
    name = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return "%s%d" % (name, row)


def cell(text, where, shared):
    """The XML of a cell."""
    if text == "":
        return ""
    if text.startswith("="):
        value, _, formula = text[1:].partition("|")
        formula = "<f>%s</f>" % escape(formula) if formula else ""
        return '<c r="%s" s="1">%s<v>%s</v></c>' % (where, formula, value)
    if text.startswith("!"):
        return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (
            where, escape(text[1:]))
    if text not in shared:
        shared.append(text)
    return '<c r="%s" t="s"><v>%d</v></c>' % (where, shared.index(text))


def sheet(lines, shared):
    """The XML of the sheet; blank lines are rows that are not there."""
    rows = []
    for number, line in enumerate(lines, 1):
        if line:
            rows.append('<row r="%d">%s</row>' % (number, "".join(
                cell(text, place(i, number), shared)
                for i, text in enumerate(line.split(";")))))
    return HEAD + "<worksheet %s><sheetData>%s</sheetData></worksheet>" % (
        MAIN, "".join(rows))


def main():
    shared = []
    # the first sheet of the book is not the file sheet1.xml
    first = sheet(sys.stdin.read().split("\n"), shared)
    parts = {
        "xl/workbook.xml": '<workbook %s xmlns:r="%s"><sheets>'
        '<sheet name="first" sheetId="7" r:id="rId2"/>'
        '<sheet name="second" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>" % (MAIN, REL),
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Target="worksheets/sheet2.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": "<sst %s>%s</sst>" % (MAIN, "".join(
            "<si><r><t>%s</t></r><rPh><t>x</t></rPh></si>" % escape(text)
            for text in shared)),
        "xl/worksheets/sheet1.xml": sheet(["another sheet"], ["x"]),
        "xl/worksheets/sheet2.xml": first,
    }
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2026, 10, 24, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(info, text if text.startswith("<?") else HEAD + text)


main()
