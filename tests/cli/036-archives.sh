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
