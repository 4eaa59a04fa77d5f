# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
# begin KIND: the town with a managing company in B1 and a meter of hot water
begin()
{
    town
    echo 'UK1;B1;;nonresidential;Company;0;no_appliances;no;no;0;0;population;uk;edo;2020-01-01' \
        >>accounts.csv
    echo 'HW;building;B1;;hot_water;900002;6;3;m3;2020-01-01;0;2030-01-01' \
        >>meters.csv
    file contracts.csv 'account;kind;valid_from;document' \
        "UK1;$1;2026-10-01;Contract 2"
    echo 'HW;;;;2026-10-25;10.000;collector;' >>readings.csv
    rm -f town.db
    quiet rtk-import init --first-period 2026-10 --reference reference \
        --as-of 2026-10-01
    for kind in buildings accounts contracts meters; do
        quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
    done
    quiet rtk-import readings history.csv --as-of 2026-10-01
    quiet rtk-import readings readings.csv --as-of 2026-10-31
}
say 'a managing company buys for the block: the shop is a direct consumer'
begin buyer
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-report charges 2026-10 --csv
run rtk-bill explain UK1 2026-10
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify 2026-10 --as-of 2026-11-03
run rtk-bill simulate 2026-10 --reference reference
say 'a flat had a contract of its own: the difference goes both ways'
file contracts.csv 'account;kind;valid_from;document' \
    '0000001002;direct;2026-10-01;Contract 3'
quiet rtk-import contracts contracts.csv --as-of 2026-11-10
run rtk-bill recalculate --as-of 2026-11-10
say 'common property alone: less than the consumers took is carried'
begin common
quiet rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain UK1 2026-10
quiet rtk-bill close 2026-10 --as-of 2026-11-03
file readings.csv 'meter;date;value;channel' 'HW;2026-11-25;30;collector' \
    'W1;2026-11-24;108.321;site' 'W2;2026-11-24;206.5;site' \
    'H1;2026-11-25;1010;collector'
quiet rtk-import readings readings.csv --as-of 2026-11-30
run rtk-bill run 2026-11 --as-of 2026-12-03
run rtk-bill explain UK1 2026-11
quiet rtk-bill close 2026-11 --as-of 2026-12-03
run rtk-bill verify 2026-11 --as-of 2026-12-03
run rtk-bill why UK1 2026-11
say 'the house took 2 m3 more in October: less was carried, and November less'
file readings.csv 'meter;date;value;channel' 'HW;2026-10-26;12;collector'
quiet rtk-import readings readings.csv --as-of 2026-12-10
run rtk-bill recalculate --as-of 2026-12-10
run rtk-bill verify --as-of 2026-12-10
