# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: rtk-reconcile
# needs: rtk-report
say 'every example of the manual pages, in the order of a month'
town

# Commands of the section EXAMPLES: lines of a literal display, or .Dl.
examples()
{
    sed -n '/^\.Sh EXAMPLES/,/^\.Sh [^E]/p' "$1" |
        sed -n '/^\.Bd -literal/,/^\.Ed/{/^\./!p;}; s/^\.Dl //p' |
        sed 's/\\(dq/"/g; s/\\-/-/g; s/\\&//g; s/\\e$/\\/' |
        sed -e ':a' -e '/\\$/N; s/\\\n */ /; ta' | grep '^\(rtk-\|export\)'
}

# The commands of a man page know no clock: they are those of a day.
export RTK_TARIFFS=reference
cp readings.csv readings-2026-10.csv
on_day()
{
    case $* in
    *--as-of*) command "$@" ;;
    *) command "$@" --as-of "$day" ;;
    esac
}
for program in import bill invoice reconcile report; do
    eval "rtk-$program() { on_day rtk-$program \"\$@\"; }"
done
day=2026-11-02

for program in rtk-import rtk-bill rtk-invoice rtk-reconcile rtk-report; do
    say "$program(1)"
    while read -r line; do
        printf '$ %s\n' "$line"
        eval "$line" >../stdout 2>../stderr </dev/null
        status=$?
        [ "$status" -le 1 ] || cat ../stdout ../stderr
        echo "=> $status"
        case $line in export*) eval "$line" ;; esac
    done < <(examples "$RTK_SOURCE/man/$program.1")
    # what the page of rtk-import shows is not all that a month needs
    [ $program = rtk-import ] && export RTK_DB=town.db &&
        quiet rtk-import payments payments.csv
done
