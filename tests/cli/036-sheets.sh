# needs: rtk-import
say 'readings in workbooks and foreign tables'
known_town
sheet()
{
    python3 "$RTK_SOURCE/tests/sheet.py" "$1"
}
# what the last batch took: meter, value, day, channel
took()
{
    sqlite3 -separator ' ' town.db 'SELECT m.code, r.value / 1e6,
        date(r.day * 86400, "unixepoch"), r.channel FROM reading r
        JOIN meter m ON m.id = r.id >> 4 & 0x3FFFFFFFFF
        WHERE r.batch = (SELECT max(id) FROM batch) ORDER BY 1, 3'
}
say 'our titles in a workbook: binary numbers, days of 1900, formulas, texts'
# 46319 is 2026-10-24: 46023 (2026-01-01) and 296 days
sheet ours.xlsx <<'END'
Показания октября

лицевой счет;услуга;заводской номер;дата;показание;канал
;;500001;=46319;=104.32099999999999;офис
;!гвс;500002;=46319.75;=2.505E2|1+2;сайт
;;900001;24.10.2026;1010,4567;сборщик

;;500001;=46319;;офис
;;500001;=46320;#N/A;офис
;;500001;2026-10-26;=104.9996;офис
END
run rtk-import readings ours.xlsx --as-of 2026-10-26
took
run rtk-import readings ours.xlsx --as-of 2026-10-26

say 'ГИС ЖКХ 13.1.3.1: titles, not letters'
sed -E -e '1s/$/;removed;final;reason;gis_number/' -e '/^H/d' \
    -e 's/^(W[0-9]).*/&;;;;G\1/' meters.csv >numbers.csv
quiet rtk-import meters numbers.csv --as-of 2026-10-26
sheet gis.xlsx <<'END'
Адрес дома;Коммунальный ресурс*;Номер ПУ в ГИС ЖКХ;Период;Значение показания (Т1);Значение показания (Т2);Дата снятия показания;Статус
Пушкинская 130;Горячая вода;GW1;10.2026;=105.1250000;;27.10.2026;
Пушкинская 130;Горячая вода;GW2;10.2026;@;;27.10.2026;
Пушкинская 130;Холодная вода;GC1;10.2026;=77;;27.10.2026;
Пушкинская 130;Горячая вода;GW7;10.2026;=77;;27.10.2026;
END
run rtk-import readings --format gis gis.xlsx --as-of 2026-10-28
took
say 'the same as CSV in windows-1251'
iconv -f UTF-8 -t CP1251 >gis.csv <<'END'
Номер ПУ в ГИС ЖКХ;Коммунальный ресурс;Значение показания (T1);Дата снятия показания
GW2;Горячая вода;251,1250000;27.10.2026
END
run rtk-import readings --format gis gis.csv --as-of 2026-10-28
took

say 'a personal cabinet'
printf '\357\273\277' >cabinet.csv
cat >>cabinet.csv <<'END'
Лицевой счет;Адрес;Номер прибора учета;Услуга;Предыдущее;Текущее;Дата;Источник
0000001001;"Пушкинская 130; 1";500001;ГВС;105,125;105,5;28.10.2026 18:05;сайт
0000001002;Пушкинская 130 - 2;500002;ГВС;251,125;;28.10.2026 18:05;сайт
0000001002;Пушкинская 130 - 2;777;ХВС;1;2;28.10.2026 18:05;сайт
END
run rtk-import readings --format cabinet cabinet.csv --as-of 2026-10-29
took

say 'a map of ones own: units, errors of the device, accounts without zeros'
cp "$RTK_SOURCE/samples/maps/collector.map" "$RTK_SOURCE/samples/maps/collector.csv" .
sed -i 's/2026-10-25T/2026-10-29T/; s/105.500/105.625/; s/4228.668/4230.761/' collector.csv
run rtk-import readings --map collector.map collector.csv --as-of 2026-10-30
# 4230.761 GJ / 4.1868 = 1010.499904... Gcal; the meter has three decimals
took
sed 's/GJ/kWh/; s/105.625/105.750/' collector.csv >units.csv
run rtk-import readings --map collector.map units.csv --as-of 2026-10-30
cat >accounts.map <<'END'
account = "Счет"
account.digits = 10
service = word hot_water
date = head /на ([0-9.]+)/
value = "Показание" /^([0-9,]+)/
channel = word controller
end = /^Всего/
END
sheet accounts.xlsx <<'END'
Обход на 30.10.2026
Счет;Показание
=1001;105,875 м3
=1002;=252
Всего;=357,875
END
run rtk-import readings --map accounts.map accounts.xlsx --as-of 2026-10-30
took

say 'what cannot be read'
echo 'Serial;Reading' >foreign.csv
run rtk-import readings --map accounts.map foreign.csv --as-of 2026-10-30
run rtk-import readings --format gis foreign.csv --as-of 2026-10-30
run rtk-import readings --map none.map foreign.csv --as-of 2026-10-30
printf 'PK\003\004 no zip' >broken.xlsx
run rtk-import readings broken.xlsx --as-of 2026-10-30
printf '%s\n' 'value = 0' 'date "Дата"' 'scale = 4' 'service.x =' \
    'pass = "A" /(/' >bad.map
run rtk-import readings --map bad.map foreign.csv --as-of 2026-10-30
printf '%s\n' 'value = "V"' 'date = "D"' 'serial = "S"' >short.map
run rtk-import readings --map short.map foreign.csv --as-of 2026-10-30
run rtk-import payments --map short.map foreign.csv --as-of 2026-10-30
# part FILE HEAD COUNT: a workbook of one part, HEAD and COUNT blanks
part()
{
    python3 - "$@" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
    book.writestr("xl/worksheets/sheet1.xml",
                  sys.argv[2] + " " * int(sys.argv[3]) + "</worksheet>")
END
}
part bomb.xlsx '<worksheet>' 70000000
run rtk-import readings bomb.xlsx --as-of 2026-10-30
part entities.xlsx '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet>' 1
run rtk-import readings entities.xlsx --as-of 2026-10-30
part back.xlsx '<worksheet><row r="2"/><row r="1"/>' 1
run rtk-import readings back.xlsx --as-of 2026-10-30
part index.xlsx '<worksheet><row><c t="s"><v>7</v></c></row>' 1
run rtk-import readings index.xlsx --as-of 2026-10-30
