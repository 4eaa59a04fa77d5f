# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
# needs: rtk-invoice
# needs: pdftotext
say 'a shop in a block with a schedule of payment; an advance of 500 before'
town
file contracts.csv 'account;kind;valid_from;plan;schedule;document' \
    '0000001004;direct;2026-10-01;2;35/18/plan 50/last/plan 100/+10/actual;C'
echo '0000001004;heating;2026-09;-500.00' >>balances.csv
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
for kind in buildings accounts contracts meters balances; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
quiet rtk-import readings history.csv --as-of 2026-10-01
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-report due 2026-10
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-report due 2026-10
run rtk-report due 2026-10 --csv
run rtk-report charges 2026-10 --csv
quiet rtk-bill close 2026-10 --as-of 2026-11-03
quiet rtk-invoice 2026-10 --output bills
run sh -c 'pdftotext -layout bills/0000001004-2026-10.pdf - |
    grep -A1 Сроки'
run sh -c 'pdftotext -layout bills/0000001004-2026-10.pdf - |
    grep -oE "[0-9]+[.]11[.]2026$"; echo;
    pdftotext -layout bills/0000001001-2026-10.pdf - |
    grep -oE "[0-9]+[.]11[.]2026$"'
say 'the debt is late from the day of the contract on, others have till the 16th'
run rtk-report debtors --as-of 2026-11-11 --by month --csv
run rtk-report debtors --as-of 2026-11-17 --by month --csv
