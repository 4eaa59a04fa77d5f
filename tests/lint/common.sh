# Sourced by every check-*: the top of the tree, and one way to fail.
cd "${RTK_SOURCE:-.}" || exit 2
LC_ALL=C
export LC_ALL

# C files of the product.
sources()
{
    find cmd lib -name '*.[ch]' 2>/dev/null | sort
}

# verdict TITLE TEXT: fails if the text is not empty.
failed=0
verdict()
{
    [ -z "$2" ] && return
    printf '%s\n%s\n' "$1" "$2"
    failed=1
}

# need PROGRAM: the test is skipped where the tool is not installed.
need()
{
    command -v "$1" >/dev/null && return
    echo "$1 is not installed"
    exit 77
}
