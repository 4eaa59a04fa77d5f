# shellcheck shell=bash
# Words of a case. A case is read by bash in an empty folder.

# run COMMAND...: the command as a user types it and all that it answers.
run()
{
    local status
    printf '$ %s\n' "$*"
    "$@" >../stdout 2>../stderr
    status=$?
    cat ../stdout
    [ -s ../stdout ] && [ -n "$(tail -c 1 ../stdout)" ] && echo '<no newline>'
    sed 's/^/2> /' ../stderr
    echo "=> $status"
}

# quiet COMMAND...: a step that only prepares; heard when it fails.
quiet()
{
    local status
    "$@" >../stdout 2>../stderr
    status=$?
    [ "$status" -le 1 ] && return
    printf 'unexpected: %s\n' "$*"
    cat ../stdout ../stderr
    echo "=> $status"
}

# say TEXT: a heading in the transcript.
say()
{
    printf '# %s\n' "$*"
}

# file NAME LINE...: a file of these lines.
file()
{
    local name=$1
    shift
    printf '%s\n' "$@" >"$name"
}

export RTK_DB=town.db
