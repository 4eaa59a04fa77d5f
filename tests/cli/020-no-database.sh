# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: rtk-reconcile
# needs: rtk-report
say 'no database named, none there, not ours, newer than the program: 78'
unset RTK_DB
run rtk-import history
run rtk-bill run 2026-10
run rtk-invoice 2026-10 --output pdf
run rtk-reconcile report
run rtk-report charges 2026-10
export RTK_DB=absent.db
run rtk-import history
run rtk-bill run 2026-10
file text.db 'account;date;value'
run rtk-report --db text.db charges 2026-10
sqlite3 foreign.db 'CREATE TABLE t (x)'
run rtk-report --db foreign.db charges 2026-10
town
quiet rtk-import --db newer.db init --first-period 2026-10 \
    --reference reference --as-of 2026-10-01
sqlite3 newer.db 'PRAGMA user_version = 999'
run rtk-report --db newer.db charges 2026-10
say 'nothing was made on the way'
run sh -c 'ls -d *.db*'
