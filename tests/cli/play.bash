# shellcheck shell=bash
# Plays one case: FOLDER CASE.
umask 022
cd "$1" || exit
# shellcheck source=case.bash
. "$RTK_CASES/case.bash"
# shellcheck disable=SC1090
. "$2"
