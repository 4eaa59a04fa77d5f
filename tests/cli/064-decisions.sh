# needs: rtk-import
# needs: rtk-reconcile
# needs: rtk-report
say 'what hangs is split between accounts, or goes back to its payer'
known_town
file pay.csv 'account;date;amount;id;channel' \
    '0000009998;2026-10-10;100.00;K1;desk' \
    '0000009997;2026-10-11;50.00;K2;desk'
run rtk-import payments pay.csv --as-of 2026-10-31
run rtk-reconcile split 1 0000001001=40.00 0000001002=60.00
run rtk-reconcile split 1 0000001001=40.00 --reason 'letter 7'
run rtk-reconcile split 1 0000001001=40.00 0000001002 --reason 'letter 7'
run rtk-reconcile split 1 0000001001=40.00 0000001002=60.001 \
    --reason 'letter 7'
run rtk-reconcile split 1 0000001001=40.00 0000001002=59.99 \
    --reason 'letter 7'
run rtk-reconcile split 1 0000001001=40.00 7777=60.00 --reason 'letter 7'
run rtk-reconcile split 1 0000001001=40.00 0000001002=60.00 \
    --reason 'letter 7' --as-of 2026-10-31
run rtk-reconcile split 1 0000001001=40.00 0000001002=60.00 \
    --reason 'letter 7'
run rtk-reconcile return 2
run rtk-reconcile return x --reason 'letter 8'
run rtk-reconcile return 2 --reason 'letter 8' --dry-run --json \
    --as-of 2026-10-31
run rtk-reconcile return 2 --reason 'letter 8' --as-of 2026-10-31
run rtk-reconcile return 2 --reason 'letter 8'
run rtk-reconcile unidentified
quiet rtk-import readings readings.csv --as-of 2026-10-31
quiet rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-report turnover 2026-10 --csv
say 'the journal'
rtk-report journal 2026-10 --format hledger >journal
run grep -A 2 -e 'returned' -e 'unidentified payments' journal
if command -v hledger >../stdout; then
    quiet hledger -f journal check
fi
