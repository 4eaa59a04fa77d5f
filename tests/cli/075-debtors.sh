# needs: rtk-import
# needs: rtk-report
say 'who owes: by age, strictly over two norms at the price in force'
town
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
quiet rtk-import calendar "$RTK_SOURCE/tariffs/calendar.csv" \
    --as-of 2026-10-01
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
# 3 persons: 9.48 m3 x 45.67 = 432.95, 0.5451 Gcal x 2500.12 = 1362.82;
# twice 1795.77 = 3591.54; 2 owners: twice 288.63 + 908.54 = 2394.34
file debts.csv 'account;service;for_period;amount' \
    '0000001002;hot_water;2026-06;1591.54' \
    '0000001002;hot_water;2026-08;2000.00' \
    '0000001003;hot_water;2025-01;2394.35' \
    '0000001003;heating;2023-05;10.00' \
    '0000001004;heating;2026-09;500.00'
quiet rtk-import balances debts.csv --as-of 2026-10-01
run rtk-report debtors --as-of 2026-10-15
run rtk-report debtors --as-of 2026-10-16 --csv
run rtk-report debtors --as-of 2026-10-16 --over 2404.34 --csv
run rtk-report debtors --as-of 2026-10-16 --over 2404.35 --csv
run rtk-report debtors --as-of 2026-10-15 --older-than 3 --csv
run rtk-report debtors --as-of 2026-10-16 --older-than 3 --by month --csv
run rtk-report debtors --as-of 2026-10-16 --by month --json
say 'limitation: January 2025 ends on 10.02.2028, May 2023 has ended'
run rtk-report debtors --as-of 2026-10-16 --claim-by 2028-02-09 --csv
run rtk-report debtors --as-of 2026-10-16 --claim-by 10.02.2028 --by month \
    --csv
run rtk-report debtors --as-of 2026-10-16 --claim-by soon
run rtk-report debtors --over much
run rtk-report debtors --by account
say 'in 2028 the limitation of the debt over the threshold runs out'
over()
{
    rtk-report debtors --as-of "$1" --csv | grep 1003.*hot | cut -d';' -f4,13-15
}
run over 2028-02-10
run over 2028-02-11
file counts.csv 'policy;value;valid_from;document' \
    'debt.restriction_expired;counts;2012-01-01;order 5'
quiet rtk-import policies counts.csv --as-of 2026-10-02
run over 2028-02-11
say 'an agreement is performed until what is late is more than what is to come'
file agreed.csv 'account;agreement;signed;date;amount;document' \
    '0000001002;7;2026-10-10;2026-10-31;1591.54;agreement 7' \
    '0000001002;7;2026-10-10;2026-11-30;2000.00;agreement 7' \
    '0000001003;8;2026-10-10;2026-10-14;10.00;agreement 8' \
    '0000001003;8;2026-10-10;2026-11-30;2394.34;agreement 8'
quiet rtk-import agreements agreed.csv --as-of 2026-10-10
agreements()
{
    rtk-report debtors --as-of "$1" --csv | cut -d';' -f1,3,4,15,16
}
run agreements 2026-10-09
run agreements 2026-10-31
run agreements 2026-11-01
run agreements 2026-12-01
file off.csv 'account;agreement;signed;date;amount;document' \
    '0000001002;7;2026-10-10;2026-11-30;0;called off'
quiet rtk-import agreements off.csv --as-of 2026-10-20
run agreements 2026-10-31
