# needs: rtk-import
# needs: rtk-bill
say 'a reading after two months by average: each month at its price'
town
echo 'readings.catch_up_after_average;by_month;2026-01-01;Order 7' \
    >>reference/policies.csv
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
for kind in buildings accounts meters; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
head -n 1 reference/tariffs.csv >dearer.csv
sed -n '/^hot_water;water;population/s/2026-01-01;/&2026-11-30/p' \
    reference/tariffs.csv >>dearer.csv
echo 'hot_water;water;population;;RUB/m3;60;22;included;2026-12-01;;Decree 3' \
    >>dearer.csv
quiet rtk-import tariffs dearer.csv --as-of 2026-10-10
file read.csv 'meter;account;service;serial;date;value;channel;received' \
    'W1;;;;2026-06-24;88;site;' 'W1;;;;2026-07-24;92;site;' \
    'W1;;;;2026-08-24;96;site;' 'W1;;;;2026-09-24;100;site;' \
    'W2;;;;2026-09-24;200;site;' 'H1;;;;2026-09-25;1000;collector;' \
    'H1;;;;2026-10-25;1004;collector;' 'H1;;;;2026-11-25;1008;collector;' \
    'H1;;;;2026-12-25;1012;collector;' 'W1;;;;2026-12-24;118;site;'
quiet rtk-import readings read.csv --as-of 2026-12-25
for month in 10 11; do
    quiet rtk-bill run 2026-$month --as-of 2026-12-25
    quiet rtk-bill close 2026-$month --as-of 2026-12-25
done
quiet rtk-bill run 2026-12 --as-of 2026-12-31
run rtk-bill explain 0000001001 2026-12 --csv
run rtk-bill why 0000001001 2026-12
quiet rtk-bill close 2026-12 --as-of 2026-12-31
run rtk-bill verify
say 'the reading of October comes late: as if it had been in time'
file late.csv 'meter;account;service;serial;date;value;channel;received' \
    'W1;;;;2026-10-31;105;collector;'
quiet rtk-import readings late.csv --as-of 2027-01-05
run rtk-bill recalculate --as-of 2027-01-05
