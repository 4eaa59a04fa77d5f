#!/usr/bin/env python3
"""Cuts fonts to the letters of windows-1251 and embeds them in a C file.

    cut.py OUT.c regular.ttf bold.ttf

The same fonts give the same bytes: no timestamp is renewed. Beside the font
programs stand the widths of the letters, so that text is measured without
opening a font, and the Unicode letters of the code page.
"""
import io
import sys

from fontTools import subset, ttLib
from fontTools.ttLib.tables import ttProgram

CODES = range(256)


def letter(code):
    """The Unicode letter of a byte, 0 if it prints nothing."""
    if code < 0x20 or code in (0x7F, 0xAD):
        return 0
    text = bytes([code]).decode("cp1251", errors="ignore")
    return ord(text) if text else 0


def end_with_something(font):
    """libharu writes a table "prep" at the end of each font, empty if there
    is none, and cannot find its begin when it has filled whole blocks by
    then. This one pushes a zero and takes it off again."""
    font["prep"] = ttLib.newTable("prep")
    font["prep"].program = ttProgram.Program()
    font["prep"].program.fromBytecode(bytes([0xB0, 0x00, 0x21]))
    font["maxp"].maxStackElements = max(font["maxp"].maxStackElements, 1)


def cut(path, letters):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["FFTM", "gasp", "kern"]
    font = subset.load_font(path, options)
    missing = [hex(x) for x in letters if x and x not in font.getBestCmap()]
    if missing:
        sys.exit(f"{path}: letters are missing: {' '.join(missing)}")
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[x for x in letters if x])
    subsetter.subset(font)
    end_with_something(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def widths(program, letters):
    """Thousandths of the size, cut as the PDF library cuts them."""
    font = ttLib.TTFont(io.BytesIO(program))
    cmap = font.getBestCmap()
    units = font["head"].unitsPerEm
    metrics = font["hmtx"]
    return [metrics[cmap[x]][0] * 1000 // units if x in cmap else 0
            for x in letters]


def rows(values):
    lines = []
    for i in range(0, len(values), 16):
        lines.append("    " + ", ".join(str(x) for x in values[i:i + 16]))
    return ",\n".join(lines)


def table(kind, name, values):
    return f"{kind}\n{name} = {{\n{rows(values)}\n}};\n"


def main():
    out, paths = sys.argv[1], sys.argv[2:]
    letters = [letter(code) for code in CODES]
    programs = [cut(path, letters) for path in paths]
    parts = ['/* made by lib/io/fonts/cut.py: do not edit */\n'
             '#include "base/base.h"\n\n#include "io/pdf_font.h"\n']
    for i, program in enumerate(programs):
        parts.append(table("static const unsigned char", f"program_{i}[]",
                           list(program)))
    faces = ",\n".join(
        f"    {{program_{i}, sizeof(program_{i}), {{\n"
        f"{rows(widths(program, letters))}}}}}"
        for i, program in enumerate(programs))
    parts.append("const struct rtk_pdf_face\n"
                 f"rtk_pdf_faces[RTK_PDF_FACES] = {{\n{faces}\n}};\n")
    parts.append(table("const uint16_t", "rtk_pdf_letters[256]", letters))
    with open(out, "w", encoding="ascii") as source:
        source.write("\n".join(parts))


main()
