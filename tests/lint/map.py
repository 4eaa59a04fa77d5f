"""Prints each breach of the map of clauses; see check-map."""
import glob
import os
import re

NUMBER = r"\d+(?:\(\d+\))*"
# "п. 42, 56, 57": the numbers behind the first one too
CLAUSES = re.compile(r"п\. (%s(?:(?: \([а-я]\))?,? (?:и |п\. )?%s(?![\w.(%%]))*)"
                     % (NUMBER, NUMBER))
FORMULAS = re.compile(r"(?:[Ff]ormulas?|формул[аы]) \(?(%s(?:, %s)*)"
                      % (NUMBER, NUMBER))
PAGE = "man/rtk-hacking.7"


def text_of(path):
    with open(path, encoding="utf-8") as file:
        # a comment goes on behind its line
        return re.sub(r"\s*\n[\s*]*", " ", file.read())


def numbers(pattern, text):
    return {number for found in pattern.findall(text)
            for number in re.findall(NUMBER, found)}


def wanted():
    """(what, number) -> the first file that names it."""
    found = {}
    for path in sorted(glob.glob("lib/calc/*.[ch]")):
        text = text_of(path)
        for number in numbers(CLAUSES, text):
            found.setdefault(("п.", number), path)
        for number in numbers(FORMULAS, text):
            found.setdefault(("formula", number), path)
    labels = re.search(r"formulas\[\] = \{(.*?)\};",
                       text_of("lib/calc/names.c"))[1]
    for number in re.findall(r'"(.*?)"', labels):
        found.setdefault(("formula", number), "lib/calc/names.c")
    return found


def rows():
    """(clauses and formulas, functions, tests) of each row of the map."""
    with open(PAGE, encoding="utf-8") as file:
        part = file.read().split(".Sh CLAUSE, FUNCTION, TEST")[1]
    for row in re.findall(r"^\.It (?!Sy)(.*)$", part.split("\n.El")[0],
                          re.M):
        cells = row.split(" Ta ")
        if len(cells) == 3:
            yield cells
        else:
            print("not three cells:", row)


def mapped(cell):
    """What a first cell names: clauses behind п., formulas in brackets."""
    law, _, formulas = cell.partition(";")
    if law.startswith("("):
        law, formulas = "", cell
    found = {("п.", number) for number in numbers(CLAUSES, law)}
    for number in re.findall(r"\(([\w.-]+(?:\(\d+\))*)\)(?=,|$)",
                             formulas.strip()):
        found.add(("formula", number))
    return found


def has_test(name):
    kind, _, rest = name.partition("/")
    places = {"unit": "tests/unit/test_%s.c", "prop": "tests/prop/%s.py",
              "cli": "tests/cli/%s.sh", "ref": "tests/ref/%s.py"}
    return kind in places and os.path.exists(places[kind] % rest)


def main():
    code = "\n".join(open(path, encoding="utf-8").read()
                     for path in glob.glob("lib/*/*.c"))
    seen = set()
    for cell, functions, tests in rows():
        seen |= mapped(cell)
        for name in functions.replace(",", "").split():
            if not re.search(r"^%s\(" % re.escape(name), code, re.M):
                print("%s: no such function: %s" % (cell, name))
        for name in tests.replace(",", "").split():
            if not has_test(name):
                print("%s: no such test: %s" % (cell, name))
    need = wanted()
    for what in sorted(set(need) - seen):
        print("no row for %s %s, named in %s" % (*what, need[what]))
    for what in sorted(seen - set(need)):
        print("a row for %s %s, which lib/calc does not name" % what)


main()
