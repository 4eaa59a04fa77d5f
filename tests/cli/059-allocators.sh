# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# month NAME READING: H1 is read and the month is calculated
month()
{
    file now.csv 'meter;date;value;channel' "H1;$1-25;$2;collector"
    quiet rtk-import readings now.csv --as-of "$1-28"
    quiet rtk-bill run "$1" --as-of "$1-28"
}
say 'B1 has allocators in three flats of 150 m2 out of 200'
town
sed -i '1s/$/;allocators/; /^B1/s/$/;yes/; /^B2/s/$/;/' buildings.csv
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
for kind in buildings accounts meters; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
quiet rtk-import readings history.csv --as-of 2026-10-01
month 2026-10 1004.5
quiet rtk-bill close 2026-10 --as-of 2026-11-03
month 2026-11 1010.5
quiet rtk-bill close 2026-11 --as-of 2026-12-03
say 'two flats told their units; the third is missing, so nothing is corrected'
file units.csv 'account;period_from;period_to;units;document' \
    '0000001001;2026-10;2026-11;1200;Sheet 1' \
    '0000001002;2026-10;2026-11;900;Sheet 1' \
    '0000001004;2026-10;2026-11;;Sheet 1'
run rtk-import allocators units.csv --as-of 2026-12-05
month 2026-12 1017
run rtk-bill check 2026-12 --csv
say 'all are there: 19688.45 by 1200, 900, 400 is 9450.46, 7087.84, 3150.15'
file more.csv 'account;period_from;period_to;units;document' \
    '0000001003;2026-10;2026-11;400;Sheet 2'
run rtk-import allocators more.csv --as-of 2026-12-06
run rtk-import allocators more.csv --as-of 2026-12-06
run rtk-bill run 2026-12 --as-of 2026-12-28
run sh -c 'rtk-bill explain 0000001001 2026-12 | sed -n "/формула 6/,/^$/p"'
(
    export LC_ALL=C.UTF-8 LANGUAGE=ru RTK_LOCALEDIR="$RTK_BUILD/locale"
    run sh -c 'rtk-bill explain 0000001002 2026-12 | sed -n "/формула 6/,/^$/p"'
)
run sh -c 'rtk-bill explain 0000001003 2026-12 --csv | grep "формула 6"'
run sh -c 'rtk-bill explain 0000001003 2026-12 --json | grep -A6 "ΔP"'
run sh -c 'rtk-bill explain 0000001004 2026-12 --csv | grep "формула 6"'
run rtk-bill close 2026-12 --as-of 2027-01-03
run rtk-bill verify
quiet rtk-invoice 2026-12 --output pdf --as-of 2027-01-05
run sh -c "pdftotext -layout pdf/0000001001-2026-12.pdf - | grep -B1 -A2 'распределителям'"
say 'the price of November changes: 20137.91 is dealt out, 65.92, -17.97, -47.95'
sed -i 's/^\(heating;heat;population;.*;2026-01-01;\);/\12026-10-31;/' \
    reference/tariffs.csv
echo 'heating;heat;population;;RUB/Gcal;2600;22;included;2026-11-01;;New list' \
    >>reference/tariffs.csv
quiet rtk-import tariffs reference/tariffs.csv --as-of 2027-01-10
run rtk-bill recalculate --as-of 2027-01-10
run rtk-bill recalculate --as-of 2027-01-10
say 'flat 3 counted 500: 9294.42, 6970.82, 3872.67; -371.78, -278.83, 650.61'
file more.csv 'account;period_from;period_to;units;document' \
    '0000001003;2026-10;2026-11;500;Sheet 3'
run rtk-import allocators more.csv --as-of 2027-01-11
run rtk-bill recalculate --as-of 2027-01-11
month 2027-01 1023
quiet rtk-bill close 2027-01 --as-of 2027-02-03
run rtk-bill verify
say 'it is taken back: all that it changed goes back'
file back.csv 'account;period_from;period_to;units;document' \
    '0000001001;2026-10;2026-11;;Act 9' '0000001002;2026-10;2026-11;;Act 9' \
    '0000001003;2026-10;2026-11;;Act 9'
quiet rtk-import allocators back.csv --as-of 2027-02-05
run rtk-bill recalculate --as-of 2027-02-05
say 'another one takes its place: 32812.91 by 2 : 1 : 1 less 10937.64'
file units.csv 'account;period_from;period_to;units;document;month' \
    '0000001001;2026-10;2026-12;2;Sheet 4;' \
    '0000001002;2026-10;2026-12;1;Sheet 4;' \
    '0000001003;2026-10;2026-12;1;Sheet 4;' \
    '0000001004;2026-10;2026-12;;Sheet 4;'
run rtk-import allocators units.csv --as-of 2027-02-06
month 2027-02 1029
run sh -c 'rtk-bill explain 0000001001 2027-02 | sed -n "/формула 6/,/^$/p"'
quiet rtk-bill close 2027-02 --as-of 2027-03-03
run rtk-bill verify
say 'what cannot be'
file bad.csv 'account;period_from;period_to;units;document;month' \
    '0000001001;2026-12;2027-02;1;Sheet 5;' \
    '0000001002;2026-10;2026-12;2;Sheet 5;2027-06' \
    '0000001003;2027-03;2027-04;1;Sheet 5;2027-04' \
    '0000001004;2026-01;2027-01;1;Sheet 5;'
run rtk-import allocators bad.csv --as-of 2027-03-06
