# needs: rtk-import
# needs: rtk-report
# needs: pdftotext
say 'the sheet for a court order: months, segments, duty, co-owners'
town
quiet rtk-import init --first-period 2025-04 --reference reference \
    --as-of 2025-04-01
for table in key-rates penalty-rules penalty-ceilings moratoria due-days \
    calendar state-duties; do
    quiet rtk-import "$table" "$RTK_SOURCE/tariffs/$table.csv" \
        --as-of 2025-04-01
done
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2025-04-01
done
# of 2021 the limitation has run out; January, 6180.90, is paid in part
file debts.csv 'account;service;for_period;amount' \
    '0000001001;heating;2025-01;5000.00' \
    '0000001001;hot_water;2025-01;1180.90' \
    '0000001001;heating;2025-02;3211.47' \
    '0000001001;heating;2021-02;777.00'
quiet rtk-import balances debts.csv --as-of 2025-04-01
file paid.csv 'account;date;amount;id;purpose' \
    '0000001001;2025-04-11;2000.00;A;' \
    '0000001001;2025-04-12;10.00;B;penalty'
quiet rtk-import payments paid.csv --as-of 2025-04-12
run rtk-report court 0000001001 --output court.pdf --as-of 2025-06-30 \
    --shares 1,1,1
run sh -c 'pdftotext -layout court.pdf - | sed "s/  */ /g"'
run rtk-report court 0000001001 --output whole.pdf --as-of 2025-06-30 --json
say 'the same bytes again; nothing is owed; no table of duties; bad shares'
run sh -c 'cp court.pdf first.pdf;
    rtk-report court 0000001001 --output court.pdf --as-of 2025-06-30 \
        --shares 1,1,1 -q; cmp first.pdf court.pdf || echo differs'
run rtk-report court 0000001003 --output none.pdf --as-of 2025-06-30
run rtk-report court 0000001001 --output old.pdf --as-of 2023-12-01
run rtk-report court 0000001001 --output bad.pdf --as-of 2025-06-30 \
    --shares 1,x
run rtk-report court 0000001001
run stat -c %a court.pdf
say 'what was acknowledged is claimed as long as that lets'
file longer.csv 'account;period_from;period_to;until;document' \
    '0000001001;2021-01;2021-03;2025-06-30;letter of 30.06.2022'
quiet rtk-import limitations longer.csv --as-of 2025-04-12
run rtk-report court 0000001001 --output longer.pdf --as-of 2025-06-30 --csv
run rtk-report court 0000001001 --output longer.pdf --as-of 2025-07-01 --csv
run rtk-report debtors --by month --as-of 2025-06-30 --csv
