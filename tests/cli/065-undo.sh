# needs: rtk-import
# needs: rtk-reconcile
# needs: rtk-report
say 'a decision is taken back in the open month, all of it on record'
known_town
file pay.csv 'account;date;amount;id;channel' \
    '0000001001;2026-10-10;100.00;K1;desk' \
    '0000009998;2026-10-11;50.00;K2;desk'
quiet rtk-import payments pay.csv --as-of 2026-10-31
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-reconcile undo 2 --reason 'nothing was decided'
run rtk-reconcile undo 9 --reason 'there is none'
run rtk-reconcile undo 1
run rtk-reconcile assign 2 0000001002 --reason 'letter 7' --as-of 2026-10-31
quiet rtk-bill run 2026-10 --as-of 2026-11-01
quiet rtk-bill close 2026-10 --as-of 2026-11-01
say 'October is closed: what is taken back belongs to November'
run rtk-reconcile undo 2 --reason 'letter 7 was of another payer' \
    --as-of 2026-11-05
run rtk-reconcile split 2 0000001001=20.00 0000001003=30.00 \
    --reason 'letter 8' --as-of 2026-11-05
say 'the payer had written the account of a neighbour'
run rtk-reconcile undo 1 --reason 'call of the payer' --as-of 2026-11-06
run rtk-reconcile run --as-of 2026-11-06
run rtk-reconcile unidentified --csv --as-of 2026-11-06
run rtk-reconcile assign 1 0000001003 --reason 'call of the payer' \
    --as-of 2026-11-06
say 'the bank calls it back; its file says so later, and again'
run rtk-reconcile cancel 1 --reason 'letter of the bank' --dry-run --json \
    --as-of 2026-11-07
run rtk-reconcile cancel 1 --reason 'letter of the bank' --as-of 2026-11-07
run rtk-reconcile cancel 1 --reason 'letter of the bank' --as-of 2026-11-07
file back.csv 'account;date;amount;id;channel' \
    '0000001001;2026-11-09;-100.00;K1;desk'
run rtk-import payments back.csv --as-of 2026-11-09
run rtk-reconcile run --as-of 2026-11-09
run rtk-reconcile undo 1 --reason 'too late' --as-of 2026-11-09
run rtk-reconcile cancel 3 --reason 'it is a reversal' --as-of 2026-11-09
run rtk-import payments pay.csv --as-of 2026-11-09
run rtk-reconcile unidentified
run rtk-reconcile decisions
run rtk-reconcile decisions 2026-11 --entry 2 --csv
quiet rtk-bill run 2026-11 --as-of 2026-12-01
rtk-report turnover 2026-11 --csv | cut -d ';' -f 1,2,7 |
    grep -v ';0.00$' >paid
run cat paid
say 'the journal: 150 came in, 100 went back, 50 was paid by two'
rtk-report journal 2026-11 --format hledger >journal
run grep -A 2 -e 'returned' -e 'unidentified' journal
if command -v hledger >../stdout; then
    quiet hledger -f journal check
fi
