# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
say 'a price that changes inside the month: each has its days'
known_town
mkdir prices
{
    head -n 1 reference/tariffs.csv
    sed -n '/^[a-z_]*;\(heat\|water\);population/s/2026-01-01;/&2026-10-14/p' \
        reference/tariffs.csv
    echo 'heating;heat;population;;RUB/Gcal;2600;22;included;2026-10-15;;Decree 2'
    echo 'hot_water;heat;population;;RUB/Gcal;2500.12;22;included;2026-10-15;;Decree 2'
    echo 'hot_water;water;population;;RUB/m3;50;22;included;2026-10-15;;Decree 2'
} >prices/tariffs.csv
run rtk-import reference prices --as-of 2026-10-12
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-bill check 2026-10 --as-of 2026-11-03
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001001 2026-10
run rtk-bill explain 0000001003 2026-10 --line 3
say 'a reading of the day: its own cubic metres'
file day.csv 'meter;account;service;serial;date;value;channel;received' \
    ';0000001001;hot_water;;2026-10-14;102.000;phone;2026-10-14'
run rtk-import readings day.csv --as-of 2026-10-31
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001001 2026-10 --csv
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify 2026-10
say 'the page: a row of each price'
quiet rtk-invoice 2026-10 --output pdf --as-of 2026-11-05
run sh -c "pdftotext -layout pdf/0000001001-2026-10.pdf - | grep -E 'Отопление|ГВС|Горячая|холодная|тепловая|2600|2500'"
