# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
say 'a closed month is closed for every program and for sqlite3'
billed_town
run rtk-bill close 2026-10 --as-of 2026-11-03 --dry-run
run rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill run 2026-10 --as-of 2026-11-03
run sqlite3 town.db 'UPDATE charge SET amount_kop = 1'
run sqlite3 town.db 'DELETE FROM month'
run rtk-bill verify
run rtk-bill verify 2026-10
run rtk-bill verify 2026-11
say 'a month that has not begun can be looked at and cannot be closed'
run rtk-bill run 2026-11 --as-of 2026-10-31
run rtk-bill close 2026-11 --as-of 2026-10-31
say 'what comes late waits for the recalculation'
file late.csv 'meter;date;value;channel' 'W2;2026-10-25;204.000;controller'
run rtk-import readings late.csv --as-of 2026-11-04
run rtk-bill verify
sed 's/1234.56/1234.57/' balances.csv >more.csv
run rtk-import balances more.csv --as-of 2026-11-04
say 'who closed which month, for comparison with the papers'
run rtk-bill verify --verbose --csv
