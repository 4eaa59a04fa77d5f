# needs: rtk-import
# needs: rtk-report
# needs: rtk-bill
say 'a meter is named by its number in ГИС ЖКХ'
known_town
head=$(sed -n 1p meters.csv)
took()
{
    sqlite3 -separator ' ' town.db 'SELECT m.code, r.value / 1e6,
        date(r.day * 86400, "unixepoch") FROM reading r
        JOIN meter m ON m.id = r.id >> 4 & 0x3FFFFFFFFF
        WHERE r.batch = (SELECT max(id) FROM batch) ORDER BY 1, 3'
}
# numbered FILE CODE=NUMBER...: the rows of these meters, with the number
numbered()
{
    local out=$1 pair
    shift
    sed -n '1s/$/;gis_number/p' meters.csv >"$out"
    for pair in "$@"; do
        awk -F';' -v code="${pair%%=*}" -v number="${pair#*=}" -v OFS=';' \
            -v width="$(awk -F';' '{ print NF; exit }' meters.csv)" \
            '$1 == code { NF = width; print $0, number }' meters.csv >>"$out"
    done
}
numbered numbers.csv W1=14000001 W2=14000002
run rtk-import meters numbers.csv --as-of 2026-10-20
run rtk-import meters numbers.csv --as-of 2026-10-20
run rtk-report account 0000001001 --as-of 2026-10-31

say 'another meter in place with the number: the file is refused'
numbered doubled.csv H1=14000001
run rtk-import meters doubled.csv --as-of 2026-10-20
numbered doubled.csv W1=77 H1=77
run rtk-import meters doubled.csv --as-of 2026-10-20
say 'two numbers that were swapped are put right in one file'
numbered swapped.csv W1=14000002 W2=14000001
run rtk-import meters swapped.csv --as-of 2026-10-20
numbered back.csv W2=14000002 W1=14000001
quiet rtk-import meters back.csv --as-of 2026-10-20

say 'the template of ГИС ЖКХ; our own code is no number of theirs'
file gis.csv \
    'Номер ПУ в ГИС ЖКХ;Коммунальный ресурс;Значение показания (Т1);Дата снятия показания' \
    '14000001;Горячая вода;104,5000000;24.10.2026' \
    '14000002;Тепловая энергия;250,5;24.10.2026' \
    '14000009;Горячая вода;250,5;24.10.2026' \
    'W2;Горячая вода;250,5;24.10.2026'
run rtk-import readings --format gis gis.csv --as-of 2026-10-25
took
say 'it waits like any unknown meter, until the number is known'
numbered late.csv W2=14000009
quiet rtk-import meters late.csv --as-of 2026-10-25
run rtk-import resolve --all take --code reading.unknown_meter \
    --cause 'registered' --as-of 2026-10-25
took
say 'by our titles, and by a map'
file ours.csv 'gis_number;date;value;channel' '14000009;26.10.2026;250,75;gis'
run rtk-import readings ours.csv --as-of 2026-10-26
took
file own.map 'gis_number = "ИПУ"' 'date = "Дата"' 'value = "Значение"' \
    'channel = word gis'
file own.csv 'ИПУ;Дата;Значение' '14000001;26.10.2026;104,75'
run rtk-import readings --map own.map own.csv --as-of 2026-10-26
took

say 'a successor may inherit the number: the day tells the meter'
file replaced.csv "$head;removed;final;reason;gis_number" \
    "$(awk -F';' '$1 == "W1"' meters.csv | cut -d';' -f1-12);2026-10-27;105;replaced;14000001" \
    'W1N;account;;0000001001;hot_water;500011;5;3;m3;2026-10-27;0;;;;;14000001'
run rtk-import meters replaced.csv --as-of 2026-10-28
file after.csv 'gis_number;date;value;channel' '14000001;28.10.2026;0,25;gis' \
    '14000001;27.10.2026;0,1;gis'
run rtk-import readings after.csv --as-of 2026-10-28
took
say 'five thousand rows and more: one scan of the meters finds the same'
{
    echo 'gis_number;date;value;channel'
    for _ in $(seq 4998); do
        echo '14000009;29.10.2026;251;gis'
    done
    echo '14000007;29.10.2026;9;gis'
    echo '14000001;29.10.2026;0,5;gis'
    echo '14000002;29.10.2026;9;gis'
} >large.csv
run rtk-import readings large.csv --as-of 2026-10-29
took
say 'a number alone is no late fact of a closed month'
rm town.db
closed_town
numbered later.csv W2=14000010
quiet rtk-import meters later.csv --as-of 2026-11-04
run rtk-bill recalculate --as-of 2026-11-04
run rtk-bill verify
