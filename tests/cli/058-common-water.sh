# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
# needs: rtk-invoice
# begin: B1 has no company; its owners pay the hot water of common property
begin()
{
    rm -f town.db
    quiet rtk-import init --first-period 2026-10 --reference reference \
        --as-of 2026-10-01
    for kind in buildings accounts meters; do
        quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
    done
    quiet rtk-import readings history.csv --as-of 2026-10-01
    quiet rtk-import readings readings.csv --as-of 2026-10-31
}
town
sed -i '1s/$/;common_to_owners/; /^B1/s/$/;yes/; /^B2/s/$/;/' buildings.csv
echo 'common_hot_water;bath;0.05;m3/m2;2013-05-27;;Example norm' \
    >>reference/norms.csv
say 'without a meter of the house: by norm, each by area (п. 40, 44)'
begin
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001003 2026-10 --csv
run rtk-bill explain 0000001004 2026-10 --line 5
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify 2026-10 --as-of 2026-11-03
quiet rtk-invoice 2026-10 --output pdf --as-of 2026-11-05
run sh -c "pdftotext -layout pdf/0000001003-2026-10.pdf - | grep -E -A1 '^(Горячая|Отопление) '"
say 'the meter of the house leaves less than nothing: carried, not charged'
echo 'HW;building;B1;;hot_water;900002;6;3;m3;2020-01-01;0;2030-01-01' \
    >>meters.csv
echo 'HW;;;;2026-10-25;10.000;collector;' >>readings.csv
begin
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001003 2026-10
quiet rtk-bill close 2026-10 --as-of 2026-11-03
file next.csv 'meter;account;service;serial;date;value;channel;received' \
    'H1;;;;2026-11-25;1009.000;collector;' 'W1;;;;2026-11-24;106;site;' \
    'W2;;;;2026-11-24;205;site;' 'HW;;;;2026-11-25;25.000;collector;'
quiet rtk-import readings next.csv --as-of 2026-11-25
run rtk-bill run 2026-11 --as-of 2026-12-01
run rtk-bill explain 0000001003 2026-11
quiet rtk-bill close 2026-11 --as-of 2026-12-01
run rtk-bill verify
