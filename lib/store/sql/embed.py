#!/usr/bin/env python3
"""Turns the numbered schema steps into one C header, in their order."""
import os
import sys


def c_array(number, data):
    """A C array of the bytes and a NUL, 16 to a line."""
    codes = list(data) + [0]
    rows = ["    " + ", ".join(map(str, codes[i:i + 16]))
            for i in range(0, len(codes), 16)]
    return "static const char step_%03d[] = {\n%s};\n" % (
        number, ",\n".join(rows))


def main():
    out, files = sys.argv[1], sorted(sys.argv[2:])
    with open(out, "w", encoding="utf-8") as header:
        for number, path in enumerate(files, 1):
            # steps are numbered 001, 002 ... without a gap
            assert int(os.path.basename(path)[:3]) == number, path
            with open(path, "rb") as source:
                data = source.read()
            # C has signed chars: comments of the steps stay in ASCII
            assert max(data) < 128, path
            header.write(c_array(number, data))
        names = ", ".join("step_%03d" % (i + 1) for i in range(len(files)))
        header.write("static const char *const schema_steps[] = {%s};\n"
                     % names)


main()
