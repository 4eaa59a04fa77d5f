# needs: rtk-import
# needs: rtk-bill
say 'a year paid evenly is adjusted to what it took'
town
sed -i 's/;season;/;even;/' reference/heating-months.csv
sed -i '/^heating;heat/s/^.*$/&/; s/;2026-01-01;;/;2025-01-01;;/' \
    reference/tariffs.csv
# last year 120 Gcal; this year by months
values=(12 12 10 8 2 0 0 0 2 10 20 32)
{
    echo 'meter;date;value;channel'
    echo 'H1;2024-12-31;500;collector'
    echo 'H1;2025-12-31;620;collector'
} >history.csv
quiet rtk-import init --first-period 2026-01 --reference reference \
    --as-of 2026-01-01
for kind in buildings accounts meters; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-01-01
done
quiet rtk-import readings history.csv --as-of 2026-01-01
total=620
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    month=$(printf '2026-%02d' "$i")
    total=$((total + values[i - 1]))
    file now.csv 'meter;date;value;channel' "H1;$month-28;$total;collector"
    quiet rtk-import readings now.csv --as-of "$month-28"
    quiet rtk-bill run "$month" --as-of "$month-28"
    quiet rtk-bill close "$month" --as-of "$month-28"
done
file now.csv 'meter;date;value;channel' 'H1;2027-01-28;750;collector'
quiet rtk-import readings now.csv --as-of 2027-01-28
run rtk-bill run 2027-01 --as-of 2027-02-01
# V = 10 a month, 108 actual: -12 Gcal, of it 50/200 at 2500.12
run rtk-bill explain 0000001001 2027-01 --line 2
run rtk-bill close 2027-01 --as-of 2027-02-01
run rtk-bill verify 2027-01 --as-of 2027-02-02
say 'the actual months change when two flats turn out to have meters'
file meters.csv \
    'meter;scope;building;account;service;serial;digits;decimals;unit;installed;initial;verified_until' \
    'F1;account;;0000001001;heating;700001;5;3;gcal;2026-10-01;0;2030-01-01' \
    'F2;account;;0000001002;heating;700002;5;3;gcal;2026-10-01;0;2030-01-01'
file now.csv 'meter;date;value;channel;received' \
    'F1;2026-11-24;3;site;2026-11-24' 'F2;2026-11-24;6;site;2026-11-24'
quiet rtk-import meters meters.csv --as-of 2027-02-02
run rtk-import readings now.csv --as-of 2027-02-02
run rtk-bill recalculate --as-of 2027-02-02
run rtk-bill recalculate --as-of 2027-02-02
run rtk-bill run 2027-02 --as-of 2027-03-01
run rtk-bill close 2027-02 --as-of 2027-03-01
run rtk-bill verify 2027-02 --as-of 2027-03-02
