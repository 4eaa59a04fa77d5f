# needs: rtk-import
# needs: rtk-reconcile
say 'whose money it may be: slips of the number, address, payer, last bill'
known_town
sed -i -e 's/Pushkinskaya/ул. Пушкинская/; s/Sadovaya/Садовая/' \
    -e 's/2020-01-01$/2026-10-01/' buildings.csv
quiet rtk-import buildings buildings.csv --as-of 2026-10-01
sed -i -e 's/Example A/Иванова Анна Петровна/; s/Example B/Петров Б. Б./' \
    -e 's/2020-01-01$/2026-10-01/' accounts.csv
quiet rtk-import accounts accounts.csv --as-of 2026-10-01
quiet rtk-import readings readings.csv --as-of 2026-10-31
quiet rtk-bill run 2026-10 --as-of 2026-11-01
quiet rtk-bill close 2026-10 --as-of 2026-11-01
bill=$(rtk-report turnover 2026-10 --csv | awk -F ';' '$1 == "0000001004" {
    sum += $8} END {printf "%.2f", sum}')
row()
{
    printf '04-11-2026;10-00-00;8618;8618999V;2800000000%s;%s;%s;%s;1026;' \
        "$1" "$2" "$3" "$4"
    echo "$5;$5;0,00;5"
}
{
    row 01 0000010001 '' '' 10,00
    row 02 000000101 '' '' 10,00
    row 03 00000010044 '' '' 10,00
    row 04 0000001009 '' '' 10,00
    row 05 77 'ИВАНОВА А.П.' '' 10,00
    row 06 77 'Петров Б.Б.' 'Ижевск, Пушкинская 130 кв. 2' 10,00
    row 07 77 '' 'Садовая, 7' 10,00
    row 08 77 '' '' "$(echo "$bill" | tr . ,)"
    row 09 77 '' '' 11,00
} >rows
sum=$(echo "$bill" | awk '{printf "%.2f", $1 + 81}' | tr . ,)
{
    cat rows
    echo "=9;$sum;$sum;0,00;700001;05-11-2026"
} | iconv -f utf8 -t cp1251 >1_1831001238_40702810468000012345_640.txt
quiet rtk-import register 1_1831001238_40702810468000012345_640.txt \
    --as-of 2026-11-05
rtk-reconcile unidentified --csv --as-of 2026-11-06 >hanging.csv
# the account as the payer gave it, and the last column
run awk -F ';' '{print $5 ": " $NF}' hanging.csv
run rtk-reconcile unidentified --as-of 2026-12-31
