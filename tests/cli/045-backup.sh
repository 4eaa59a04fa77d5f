# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
say 'a copy made by sqlite3 while nobody writes is a whole database'
closed_town
run sqlite3 town.db "VACUUM INTO 'backup.db'"
run rtk-bill --db backup.db verify
rtk-report charges 2026-10 --csv >town.csv
rtk-report --db backup.db charges 2026-10 --csv >backup.csv
run cmp town.csv backup.csv
say 'and goes on working'
file next.csv 'meter;date;value;channel' 'H1;2026-11-25;1010;collector'
run rtk-import --db backup.db readings next.csv --as-of 2026-11-30
run rtk-bill --db backup.db run 2026-11 --as-of 2026-12-03
