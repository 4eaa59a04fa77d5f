# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
say 'a wrong reading is taken back, and the right one may follow at once'
known_town
quiet rtk-import readings readings.csv --as-of 2026-10-31
file wrong.csv 'meter;date;value;channel' 'W1;2026-10-29;105.5;office'
file right.csv 'meter;date;value;channel' 'W1;2026-10-29;105.5;withdrawn' \
    'W1;2026-10-29;104.5;office'
run rtk-import readings wrong.csv --as-of 2026-10-31
run rtk-report account 0000001001 --as-of 2026-10-31
run rtk-import readings right.csv --as-of 2026-10-31
run rtk-report account 0000001001 --as-of 2026-10-31
say 'twice is once, and what does not stand cannot be taken back'
file again.csv 'meter;date;value;channel' 'W1;2026-10-29;105.50;withdrawn' \
    'W1;2026-10-29;105.6;withdrawn'
run rtk-import readings again.csv --as-of 2026-10-31
run rtk-bill run 2026-10
run rtk-bill explain 0000001001 2026-10
say 'what explains an implausible reading is told, and nothing is put right'
file slips.csv 'meter;date;value;channel' 'W1;2026-10-31;10480;site' \
    'W1;2026-10-30;401.6;site'
run rtk-import readings slips.csv --as-of 2026-10-31
say 'charges are those of a town that never had the wrong reading'
charges()
{
    local row
    for row in "$@"; do
        file row.csv 'meter;date;value;channel' "W1;2026-10-25;$row"
        quiet rtk-import readings row.csv --as-of 2026-10-31
    done
    quiet rtk-bill run 2026-10 --as-of 2026-11-03
    run rtk-report charges 2026-10 --csv
}
rm town.db
known_town
charges '103;office'
rm town.db
known_town
charges '102.5;office' '102.5;withdrawn' '103;office'
say 'in a closed month the recalculation takes it back'
rm town.db
closed_town
file late.csv 'meter;date;value;channel;received' \
    'W1;2026-10-24;104.321;withdrawn;2026-10-24' \
    'W1;2026-10-24;103.321;office;2026-10-24'
run rtk-import readings late.csv --as-of 2026-11-05
run rtk-bill recalculate --dry-run --as-of 2026-11-05
run rtk-bill verify 2026-10
