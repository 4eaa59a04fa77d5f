# shellcheck shell=bash
# Words of a case. A case is read by bash in an empty folder.

# run COMMAND...: the command as a user types it and all that it answers.
run()
{
    local status
    printf '$ %s\n' "$*"
    "$@" >../stdout 2>../stderr
    status=$?
    # the seal is over the schema too, and over the version
    sed -E -e '/^(seal|печать):/s/[0-9a-f]{64}/<seal>/' \
        -e 's/(;[0-9a-f]{64};)[0-9a-f]{64}$/\1<seal>/' \
        -e 's/("seal": ?")[0-9a-f]{64}/\1<seal>/' ../stdout
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

# town: the files of a town of five accounts, tests/cli/town.
town()
{
    cp -r "$RTK_CASES/town/." .
}

# known_town: its database, with everything that came before October's end.
known_town()
{
    town
    quiet rtk-import init --first-period 2026-10 --reference reference \
        --as-of 2026-10-01
    local kind
    for kind in buildings accounts meters balances; do
        quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
    done
    quiet rtk-import readings history.csv --as-of 2026-10-01
}

# billed_town: October is calculated, not closed.
billed_town()
{
    known_town
    quiet rtk-import readings readings.csv --as-of 2026-10-31
    quiet rtk-import payments payments.csv --as-of 2026-10-31
    quiet rtk-bill run 2026-10 --as-of 2026-11-03
}

# closed_town: October is closed.
closed_town()
{
    billed_town
    quiet rtk-bill close 2026-10 --as-of 2026-11-03
}
