# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: pdftotext
say 'a debt over two norms, as it was known at the close, is warned of'
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
quiet rtk-bill run 2026-07 --as-of 2026-08-03
quiet rtk-bill close 2026-07 --as-of 2026-08-03
warned()
{
    for account in 0000001001 0000001002 0000001003 0000001004 0000002001; do
        pdftotext -raw "$1/$account-2026-07.pdf" text
        # the lines of the frame, without the marks of line ends
        echo "$account: $(tr '\n' ' ' <text |
            grep -o 'Долг за горячую воду на.*обратитесь к нам')"
    done
}
run rtk-invoice 2026-07 --output pdf
run warned pdf
say 'what became known since changes no document of the month'
file late.csv 'account;date;amount' \
    '0000001003;2026-07-20;500.00'
quiet rtk-import payments late.csv --as-of 2026-08-04
run rtk-invoice 2026-07 --output again
run diff -r pdf again
say 'a draft warns of nothing'
quiet rtk-bill run 2026-08 --as-of 2026-09-03
run rtk-invoice 2026-08 --output draft --draft
run sh -c 'pdftotext -raw draft/0000001003-2026-08.pdf - | grep -c "Долг за"'
