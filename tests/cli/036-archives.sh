# needs: rtk-import
say 'archives of heat calculators become a reading a month'
known_town
maps=$RTK_SOURCE/samples/maps
took()
{
    sqlite3 -separator ' ' town.db 'SELECT m.code, r.value / 1e6,
        date(r.day * 86400, "unixepoch"), r.channel FROM reading r
        JOIN meter m ON m.id = r.id >> 4 & 0x3FFFFFFFFF
        WHERE r.batch = (SELECT max(id) FROM batch) ORDER BY 1, 3'
}
# 4191.400 / 4.1868 = 1001.0987..., 4228.668 / 4.1868 = 1010.0000
iconv -f UTF-8 -t CP1251 "$maps/heat-archive.csv" >hours.csv
run rtk-import readings --map "$maps/heat-archive.map" hours.csv \
    --as-of 2026-10-26
took
say 'what was counted by the day is added to where it began'
{
    echo 'Meter N 900001'
    echo 'Begin: 1010.000'
    echo 'Date,"Q, Gcal"'
    for day in 27 28 29 30 31; do
        echo "$day.10.2026,0.1004"
    done
    echo '01.11.2026,0.2'
    echo 'Total,0.702'
} >days.csv
run rtk-import readings --map "$maps/heat-sum.map" days.csv --as-of 2026-11-01
took
say 'a day is missing: what follows is no reading'
sed -e 's/1010.000/1010.702/' -e '/^29/d' -e 's/[.]10[.]/.11./; s/01[.]11/01.12/' \
    days.csv >gap.csv
run rtk-import readings --map "$maps/heat-sum.map" gap.csv --as-of 2026-12-02
sed '/^Begin/d' days.csv >no-begin.csv
run rtk-import readings --map "$maps/heat-sum.map" no-begin.csv \
    --as-of 2026-11-02
sed 's/^begin/unit.GJ = * 2\n&/' "$maps/heat-sum.map" >unit.map
run rtk-import readings --map unit.map no-begin.csv --as-of 2026-11-02
grep -v '^begin' "$maps/heat-sum.map" >no-begin.map
run rtk-import readings --map no-begin.map no-begin.csv --as-of 2026-11-02
say 'day and hour in two columns; hour 24 is the last one of its month'
rm town.db
known_town
cp "$maps/heat-hours.map" "$maps/heat-hours.csv" .
run rtk-import readings --map heat-hours.map heat-hours.csv --as-of 2026-11-02
took
say 'hours by their end from 1 to 24, as a sum: 0.1 Gcal each'
sed -e '/^archive/s/last/sum/' -e '/^scale/d' -e 's/^value.*/value = "Q"/' \
    heat-hours.map >sum.map
echo 'begin = head /Begin ([0-9.]+)/' >>sum.map
{
    echo 'Зав. N 900001 Begin 1010.5'
    echo 'Дата;Час;Q'
    for hour in $(seq 24); do
        echo "31.12.2026;$hour;0.1"
    done
    echo '01.01.2027;1:00;0.1'
} >sum.csv
run rtk-import readings --map sum.map sum.csv --as-of 2027-01-02
took
say 'an hour that is none; a column that is not there'
sed 's/;23;/;25;/' sum.csv >none.csv
run rtk-import readings --map sum.map none.csv --as-of 2027-01-02
sed 's/;Час;/;Hour;/' sum.csv >no-hour.csv
run rtk-import readings --map sum.map no-hour.csv --as-of 2027-01-02
