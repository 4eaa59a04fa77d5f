# needs: rtk-import
# needs: rtk-report
# needs: pdftotext
say 'warnings: hot water alone, strictly over two norms, no agreement'
town
sed -i 's/2026-01-01/2025-01-01/' reference/tariffs.csv
quiet rtk-import init --first-period 2026-07 --reference reference \
    --as-of 2026-07-01
for table in key-rates penalty-rules penalty-ceilings moratoria due-days \
    calendar policies; do
    quiet rtk-import "$table" "$RTK_SOURCE/tariffs/$table.csv" \
        --as-of 2026-07-01
done
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-07-01
done
# two norms: of 3 persons 3591.54, of 2 persons 2394.34
file debts.csv 'account;service;for_period;amount' \
    '0000001001;hot_water;2025-01;2000.00' \
    '0000001001;hot_water;2025-02;500.00' \
    '0000001002;hot_water;2025-01;3591.54' \
    '0000001002;hot_water;2026-06;0.01' \
    '0000001003;hot_water;2025-01;2394.35' \
    '0000001003;heating;2025-02;10.00' \
    '0000001003;heating;2022-02;77.00' \
    '0000001003;hot_water;2022-02;88.00' \
    '0000001004;heating;2025-01;90000.00' \
    '0000002001;heating;2025-01;90000.00'
quiet rtk-import balances debts.csv --as-of 2026-07-01
file agreed.csv 'account;agreement;signed;date;amount;document' \
    '0000001001;7;2026-07-10;2026-07-31;1000.00;agreement 7' \
    '0000001001;7;2026-07-10;2026-08-31;1500.00;agreement 7'
quiet rtk-import agreements agreed.csv --as-of 2026-07-10
run rtk-report notices 2026-06 --output out --as-of 2026-07-15
run ls out
list()
{
    rtk-report notices 2026-06 "$@" | sed -E 's/[0-9a-f]{64}/<sha256>/'
}
run list --output out --as-of 2026-07-15 --csv
run sh -c 'cd out; tail -n +2 register.csv |
    awk -F";" "{ print \$10 \"  \" \$9 }" | sha256sum -c'
run sh -c 'rtk-report notices 2026-06 --output again --as-of 2026-07-15 -q;
    cmp out/0000001003-2026-06.pdf again/0000001003-2026-06.pdf;
    cmp out/register.pdf again/register.pdf;
    cmp out/register.csv again/register.csv'
run sh -c 'pdftotext -layout out/0000001003-2026-06.pdf - | sed "s/  */ /g"'
say 'June is late the day after 15.07; an instalment was missed by August'
run rtk-report notices 2026-06 --output july --as-of 2026-07-16
run rtk-report notices 2026-05 --output may --as-of 2026-07-16
run rtk-report notices 2026-06 --output august --as-of 2026-08-01
say 'delivered: twenty days from that day'
file delivered.csv 'account;period;date;channel;document' \
    '0000001003;2026-06;2026-07-17;mail;RR000000001RU'
quiet rtk-import deliveries delivered.csv --as-of 2026-07-17
run list --output july --as-of 2026-07-20 --json
run sh -c 'pdftotext -layout july/0000001003-2026-06.pdf - | grep Вручено'
run sh -c 'pdftotext -layout july/register.pdf - | sed "s/  */ /g"'
say 'not closed; no folder; dry run; what cannot be paid is named'
run rtk-report notices 2026-07 --output none --as-of 2026-08-15
run rtk-report notices 2026-06
run rtk-report notices 2026-06 --output none --as-of 2026-07-15 -n -q
run sh -c 'ls -d none'
rm reference/company.csv
export RTK_DB=other.db
quiet rtk-import init --first-period 2026-07 --reference reference \
    --as-of 2026-07-01
quiet rtk-import calendar "$RTK_SOURCE/tariffs/calendar.csv" \
    --as-of 2026-07-01
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-07-01
done
quiet rtk-import balances debts.csv --as-of 2026-07-01
run rtk-report notices 2026-06 --output none --as-of 2026-07-15
