#!/usr/bin/env python3
"""Turns the layouts that come with rtk into one C header."""
import os
import sys


def c_text(data):
    """String literals of the bytes, a line each."""
    lines = []
    for line in data.splitlines(keepends=True):
        lines.append('    "' + "".join(
            "\\%03o" % byte if byte < 32 or byte > 126 or byte in b'"\\?'
            else chr(byte) for byte in line) + '"')
    return "\n".join(lines)


def main():
    out, files = sys.argv[1], sorted(sys.argv[2:])
    with open(out, "w", encoding="ascii") as header:
        header.write("static const struct {\n\tconst char *name;\n"
                     "\tconst char *text;\n\tsize_t size;\n"
                     "} layouts_embedded[] = {\n")
        for path in files:
            with open(path, "rb") as source:
                data = source.read()
            name = os.path.basename(path)[:-len(".map")]
            header.write('{"%s",\n%s,\n    %d},\n' % (
                name, c_text(data), len(data)))
        header.write("};\n")


main()
