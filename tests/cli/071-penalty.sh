# needs: rtk-import
# needs: rtk-report
say 'penalties that were worked out by hand: C07, O01'
town
quiet rtk-import init --first-period 2025-04 --reference reference \
    --as-of 2025-04-01
for table in key-rates penalty-rules penalty-ceilings moratoria due-days \
    calendar; do
    quiet rtk-import "$table" "$RTK_SOURCE/tariffs/$table.csv" \
        --as-of 2025-04-01
done
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2025-04-01
done
file debts.csv 'account;service;for_period;amount' \
    '0000001001;heating;2025-01;5000.00' \
    '0000001004;heating;2025-03;96500.40' \
    '0000001002;heating;2025-03;100.00' \
    '0000001002;hot_water;2025-03;-30.00'
quiet rtk-import balances debts.csv --as-of 2025-04-01
file paid.csv 'account;date;amount;id' \
    '0000001001;2025-04-11;2000.00;A' \
    '0000001004;2025-04-11;96500.40;B'
quiet rtk-import payments paid.csv --as-of 2025-04-11
run rtk-report penalty 0000001001 --as-of 2025-06-30
run rtk-report penalty 0000001001 --as-of 2025-06-30 --csv
run rtk-report penalty 0000001004 --as-of 2025-04-30 --csv
say 'a payment called back was never made; the day after as-of does not count'
file back.csv 'account;date;amount;id' '0000001004;2025-05-05;-96500.40;B'
quiet rtk-import payments back.csv --as-of 2025-05-05
run rtk-report penalty 0000001004 --as-of 2025-05-25
say 'an advance of one service pays the other; nothing is due for it'
run rtk-report penalty 0000001002 --as-of 2025-04-15 --json
say 'nobody guesses a key rate, and nobody knows this account'
run rtk-report penalty 0000001001 --as-of 2026-11-20
run rtk-report penalty 7777 --as-of 2025-04-30
