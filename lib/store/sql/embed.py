#!/usr/bin/env python3
"""Turns the numbered schema steps into one C header, in their order."""
import os
import sys


def c_literal(text):
    lines = []
    for line in text.splitlines():
        escaped = line.replace("\\", "\\\\").replace('"', '\\"')
        lines.append('    "%s\\n"' % escaped)
    return "\n".join(lines)


def main():
    out, files = sys.argv[1], sorted(sys.argv[2:])
    steps = []
    for path in files:
        with open(path, encoding="utf-8") as source:
            steps.append(c_literal(source.read()))
        number = int(os.path.basename(path)[:3])
        assert number == len(steps), "schema steps must be numbered 001, 002"
    with open(out, "w", encoding="utf-8") as header:
        header.write("static const char *const schema_steps[] = {\n")
        header.write(",\n".join(steps))
        header.write("\n};\n")


main()
