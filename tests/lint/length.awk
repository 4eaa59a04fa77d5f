# The measures of the style: functions, files, lines, parameters, nesting.
# Input: C files (LC_ALL=C). Prints what is over.

BEGIN {
    # the parameters are given by SQLite
    given["bulk_connect"] = 1
    # three factors, the rounding named, the result and the error
    given["rtk_muldiv"] = 1
    # one file by architecture: the structs that all layers share
    long_header["lib/model.h"] = 1
}

function finish(path,    limit)
{
    # a table of a scene in a test may be long
    limit = path ~ /\.h$/ && path !~ /^tests\// ? 120 : 600
    if (path != "" && lines > limit && !(path in long_header) &&
        path !~ /\.def$/)
        printf "%s: %d lines, at most %d\n", path, lines, limit
}

# Code points of a line with tabs of 8.
function width(text,    i, n, w, c)
{
    gsub(/[\200-\277]/, "", text)
    if (index(text, "\t") == 0)
        return length(text)
    n = length(text)
    w = 0
    for (i = 1; i <= n; i++) {
        c = substr(text, i, 1)
        w = c == "\t" ? w + 8 - w % 8 : w + 1
    }
    return w
}

# Parameters between the outer brackets of a declaration.
function parameters(text,    i, c, depth, n)
{
    sub(/^[^(]*\(/, "", text)
    depth = 0
    n = 1
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "(" || c == "[")
            depth++
        else if (c == ")" || c == "]") {
            if (depth-- == 0)
                break
        } else if (c == "," && depth == 0)
            n++
    }
    text = substr(text, 1, i - 1)
    if (text ~ /\.\.\.$/)
        n--
    return n
}

FNR == 1 {
    finish(path)
    path = FILENAME
    open = lines = depth = 0
    head = ""
}

{
    lines = FNR
}

FILENAME !~ /\.def$/ && width($0) > 80 {
    printf "%s:%d: %d columns, at most 80\n", FILENAME, FNR, width($0)
}

# A declaration begins in column 1 with its name (definitions) or its type.
/^[a-zA-Z_][a-zA-Z0-9_ *]*\(/ && !/^#/ && !/^(if|for|while|switch)/ && \
    !open {
    head = ""
    heading = 1
}

heading {
    head = head " " $0
    if ($0 ~ /[;{]$/ || $0 ~ /\)$/)
        heading = 0
    if (!heading) {
        name = head
        sub(/\(.*$/, "", name)
        sub(/^.*[ *]/, "", name)
        if (name !~ /^[A-Z_]+$/ && !(name in given) && \
            FILENAME !~ /^tests\// && parameters(head) > 5)
            printf "%s:%d: %s: %d parameters, at most 5\n", FILENAME,
                FNR, name, parameters(head)
    }
}

/^\{/ {
    open = FNR
    depth = 1
    next
}

/^\}/ {
    if (open && FNR - open - 1 > 70)
        printf "%s:%d: a function of %d lines, at most 70\n", FILENAME,
            open, FNR - open - 1
    open = 0
    depth = 0
}

open {
    if ($0 ~ /^[ \t]*\}/)
        depth--
    if ($0 ~ /\{$/ && $0 !~ /=[ ]*\{$/) {
        depth++
        if (depth > 4)
            printf "%s:%d: nested over three deep\n", FILENAME, FNR
    } else if ($0 ~ /\{$/)
        depth++
}

END {
    finish(path)
}
