# needs: rtk-import
# needs: rtk-report
say 'the last days to pay of three years, as they were worked out by hand'
town
quiet rtk-import init --first-period 2027-01 --reference reference \
    --as-of 2026-12-01
for table in key-rates penalty-rules due-days calendar; do
    quiet rtk-import "$table" "$RTK_SOURCE/tariffs/$table.csv" \
        --as-of 2026-12-01
done
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-12-01
done
{
    echo 'account;service;for_period;amount'
    awk -F'[;,]' 'NR > 1 { printf "0000001001;heating;%s;1.00\n", $1 }' \
        "$RTK_SOURCE/tests/data/due-dates.csv"
} >debts.csv
quiet rtk-import balances debts.csv --as-of 2026-12-01
rtk-report penalty 0000001001 --json --as-of 2023-12-31 |
    sed -n 's/.*"month":"\([^"]*\)","due":"\([^"]*\)".*/\1;\2/p;
        s/.*"for_period":"\([^"]*\)","due":"\([^"]*\)","amount".*/\1;\2/p' \
        >found.csv
sed 1d "$RTK_SOURCE/tests/data/due-dates.csv" >expected.csv
run diff expected.csv found.csv
grep -c . found.csv
