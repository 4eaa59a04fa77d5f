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
done
