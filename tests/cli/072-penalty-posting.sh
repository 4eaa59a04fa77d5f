# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
say 'the close posts what the penalty of each month of origin grew by'
town
sed -i 's/2026-01-01/2025-01-01/' reference/tariffs.csv
quiet rtk-import init --first-period 2025-04 --reference reference \
    --as-of 2025-04-01
for table in key-rates penalty-rules penalty-ceilings moratoria due-days \
    calendar; do
    quiet rtk-import "$table" "$RTK_SOURCE/tariffs/$table.csv" \
        --as-of 2025-04-01
done
file on.csv 'policy;value;valid_from;document' \
    'penalty.posting;on;2012-01-01;order 1'
quiet rtk-import policies on.csv --as-of 2025-04-01
for kind in buildings accounts; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2025-04-01
done
file debts.csv 'account;service;for_period;amount' \
    '0000001001;heating;2025-01;5000.00' \
    '0000001004;heating;2025-03;96500.40' \
    '0000001002;heating;2025-01;5000.00' \
    '0000001002;penalty;2025-01;10.00'
quiet rtk-import balances debts.csv --as-of 2025-04-01
file paid.csv 'account;date;amount;id' \
    '0000001001;2025-04-11;2000.00;A' \
    '0000001004;2025-04-11;96500.40;B'
quiet rtk-import payments paid.csv --as-of 2025-04-11
month()
{
    quiet rtk-bill run "$1" --as-of "$2"
    quiet rtk-bill close "$1" --as-of "$2"
    rtk-report charges "$1" --csv | grep penalty
    for account in 0000001001 0000001002 0000001004; do
        rtk-report penalty $account --as-of "$2" --csv |
            awk -F';' -v a=$account -v d="$2" \
                'NR > 1 { sum += $11 } END { printf "%s %s %.2f\n", a, d, sum }'
    done
}
month 2025-04 2025-04-30
month 2025-05 2025-05-31
say 'a payment of April that comes in June takes penalties back'
file late.csv 'account;date;amount;id' '0000001001;2025-04-14;500.00;C'
quiet rtk-import payments late.csv --as-of 2025-06-05
say 'a payment called back brings them back'
file back.csv 'account;date;amount;id' '0000001004;2025-06-20;-96500.40;B'
quiet rtk-import payments back.csv --as-of 2025-06-20
month 2025-06 2025-06-30
say 'a time of service is exempt, also what was posted for it'
file free.csv 'account;date_from;date_to;document' \
    '0000001001;2025-05-01;2025-06-15;certificate 7'
quiet rtk-import exemptions free.csv --as-of 2025-07-01
month 2025-07 2025-07-31
run rtk-report turnover 2025-07 --csv
run rtk-bill verify
