# needs: rtk-import
say 'the registry comes in; twice is once; the same facts are known'
town
run rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
run rtk-import buildings buildings.csv --as-of 2026-10-01
run rtk-import accounts accounts.csv --as-of 2026-10-01
run rtk-import meters meters.csv --as-of 2026-10-01
run rtk-import balances balances.csv --as-of 2026-10-01
run rtk-import accounts accounts.csv --as-of 2026-10-01
say 'other bytes, the same rows'
{
    head -1 accounts.csv
    tail -n +2 accounts.csv | tac
} >turned.csv
run rtk-import accounts turned.csv --as-of 2026-10-02
say 'from standard input, as JSON'
sed 's/60.00/61.00/; s/2020-01-01$/2026-10-05/' accounts.csv >changed.csv
run rtk-import accounts - --json --as-of 2026-10-05 <changed.csv
run rtk-import history --csv
