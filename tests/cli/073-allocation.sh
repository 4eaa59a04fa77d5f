# needs: rtk-import
# needs: rtk-report
say 'where every kopeck went: the month named, the oldest, an advance'
town
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
# 2000.00 over heat 3211.47 and hot water 1180.90: 1462.29 + 537.71
file debts.csv 'account;service;for_period;amount' \
    '0000001001;heating;2026-07;3211.47' \
    '0000001001;hot_water;2026-07;1180.90' \
    '0000001001;heating;2026-08;100.00' \
    '0000001001;heating;2023-05;50.00' \
    '0000001002;heating;2026-08;10.00'
quiet rtk-import balances debts.csv --as-of 2026-10-01
file paid.csv 'account;date;amount;id;period;purpose' \
    '0000001001;2026-10-05;30.00;A;2026-08;' \
    '0000001001;2026-10-06;2000.00;B;;' \
    '0000001001;2026-10-07;2500.00;C;;' \
    '0000001001;2026-10-07;7.00;D;;penalty' \
    '0000001002;2026-10-08;12.50;E;2026-10;'
quiet rtk-import payments paid.csv --as-of 2026-10-10
run rtk-report allocation 0000001001 --as-of 2026-10-31
run rtk-report allocation 0000001001 --as-of 2026-10-31 --csv
run rtk-report allocation 0000001002 --as-of 2026-10-31 --json
say 'a reversal: all is paid anew from its payment on'
file back.csv 'account;date;amount;id;period;purpose' \
    '0000001001;2026-10-20;-2000.00;B;;'
quiet rtk-import payments back.csv --as-of 2026-10-20
run rtk-report allocation 0000001001 --as-of 2026-10-19 --csv
run rtk-report allocation 0000001001 --as-of 2026-10-20 --csv
run rtk-report allocation 7777
