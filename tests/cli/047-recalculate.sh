# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
# needs: rtk-invoice
# needs: pdftotext
say 'a closed month is billed anew when a fact comes late'
billed_town
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill recalculate --as-of 2026-11-04
file late.csv 'meter;date;value;channel' 'W2;2026-10-25;204.000;controller'
quiet rtk-import readings late.csv --as-of 2026-11-04
run rtk-bill recalculate --dry-run --as-of 2026-11-04
run rtk-bill recalculate --building B2 --as-of 2026-11-04
run rtk-bill recalculate --since 2026-11 --as-of 2026-11-04
run rtk-bill recalculate --csv --as-of 2026-11-04
run rtk-bill recalculate --as-of 2026-11-04 --quiet
say 'the open month takes the differences; reports and verify know of them'
file november.csv 'meter;date;value;channel' 'H1;2026-11-25;1010.000;collector' \
    'W1;2026-11-25;107.000;site' 'W2;2026-11-25;208.000;site'
quiet rtk-import readings november.csv --as-of 2026-11-26
run rtk-bill run 2026-11 --as-of 2026-12-03
run sh -c 'rtk-report charges 2026-11 --csv --quiet | grep recalculation'
run rtk-bill explain 0000001002 2026-11 --line 3 --as-of 2026-12-03
run rtk-bill explain 0000001002 2026-10 --now --as-of 2026-12-03
run sh -c 'rtk-report turnover 2026-11 --csv --quiet | grep 0000001002'
say 'the bill gives the ground'
quiet rtk-invoice 2026-11 --output pdf --draft --account 0000001002 \
    --as-of 2026-12-03
run sh -c 'pdftotext -layout pdf/0000001002-2026-11.pdf - |
    grep -A4 "^Перерасчеты" | tr -s " "'
say 'a correction after the run makes the draft stale'
file persons.csv 'account;registered;valid_from' '0000001003;1;2026-10-16'
quiet rtk-import residents persons.csv --as-of 2026-12-03
run rtk-bill recalculate --json --as-of 2026-12-03
run rtk-bill close 2026-11 --as-of 2026-12-03
quiet rtk-bill run 2026-11 --as-of 2026-12-03
quiet rtk-bill close 2026-11 --as-of 2026-12-03
run rtk-bill verify
say 'nobody changes what was posted'
run sqlite3 town.db 'UPDATE recalculation SET amount_kop = 1'
run sqlite3 town.db 'DELETE FROM corrected_state'
say 'a price that was corrected touches every building'
sed 's/;45.67;/;46.67;/' reference/tariffs.csv >tariffs.csv
quiet rtk-import tariffs tariffs.csv --as-of 2026-12-04
run rtk-bill recalculate --dry-run --as-of 2026-12-04
