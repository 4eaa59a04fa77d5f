# Every function of a header has a comment above it, or stands directly below
# one that has. Prints those that have not.

FNR == 1 {
    told = inside = macro = 0
}

macro {
    macro = $0 ~ /\\$/
    next
}

/^#/ {
    macro = $0 ~ /\\$/
    next
}

inside {
    if ($0 ~ /\*\//)
        inside = 0
    next
}

/^\/\*/ {
    told = 1
    inside = $0 !~ /\*\//
    next
}

/^[ \t]*$/ {
    told = 0
}

/^[a-zA-Z_][a-zA-Z0-9_ *]*[ *]rtk_[a-z0-9_]+\(/ && !told {
    printf "%s:%d: %s\n", FILENAME, FNR, $0
}
