# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
known_town
quiet rtk-import readings readings.csv --as-of 2026-10-31
quiet rtk-import quality "$RTK_SOURCE/tariffs/quality.csv" --as-of 2026-10-31
say 'ten hours at 0.4 and at 0.5 MPa, one hour at 0.6: 1 %, and a day of 31'
file pressure.csv 'scope;code;service;kind;begin;end;pressure;document' \
    'account;0000001001;hot_water;pressure;2026-10-05T08:00;2026-10-05T18:00;0,4;Журнал 1' \
    'account;0000001001;hot_water;pressure;2026-10-06T08:00;2026-10-06T18:00;0,5;Журнал 1' \
    'account;0000001001;hot_water;давление;2026-10-07T08:00;2026-10-07T09:00;0,6;Журнал 1' \
    'account;0000001002;heating;pressure;2026-10-07T08:00;2026-10-07T09:00;0,6;Журнал 1' \
    'account;0000001002;hot_water;pressure;2026-10-07T08:00;2026-10-07T09:00;;Журнал 1'
run rtk-import outages pressure.csv --as-of 2026-10-31
run rtk-bill run 2026-10 --as-of 2026-11-03
run sh -c 'rtk-bill explain 0000001001 2026-10 | sed -n "/п. 7/,/^$/p;/^lines/,$ p"'
(
    export LC_ALL=C.UTF-8 LANGUAGE=ru RTK_LOCALEDIR="$RTK_BUILD/locale"
    run sh -c 'rtk-bill explain 0000001001 2026-10 | sed -n "/п. 7/,/^$/p"'
)
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify
quiet rtk-invoice 2026-10 --output pdf --as-of 2026-11-05
run sh -c "pdftotext -layout pdf/0000001001-2026-10.pdf - | grep -A2 'авлени' | tr -s ' '"
say 'it was worse: the difference of a second day is posted'
file pressure.csv 'scope;code;service;kind;begin;end;pressure;document' \
    'account;0000001001;hot_water;pressure;2026-10-06T08:00;2026-10-06T18:00;0,7;Журнал 2'
run rtk-import outages pressure.csv --as-of 2026-11-06
run rtk-bill recalculate --csv --as-of 2026-11-06
# two days of 30: 614.77 / 15 = 40.985, 1067.20: 71.147, 1197.17: 79.811
say 'a day that is free has no hours besides; the house; what is measured'
file pressure.csv 'scope;code;service;kind;begin;end;pressure;document' \
    'building;B1;hot_water;pressure;2026-11-05T23:00;2026-11-06T01:00;0,02;Журнал 3' \
    'account;0000001001;hot_water;pressure;2026-11-05T00:00;2026-11-05T10:00;0,5;Журнал 3' \
    'account;0000001001;hot_water;pressure;2026-11-07T00:00;2026-11-07T10:00;5;Журнал 4'
run rtk-import outages pressure.csv --as-of 2026-11-07
run rtk-bill run 2026-11 --as-of 2026-12-03
run sh -c 'rtk-report charges 2026-11 --csv | grep -E "hot_water.*(charge|A1.7)"'
run sh -c 'rtk-bill explain 0000001001 2026-11 --json | grep -E "п. 7.*(p_w|h_|s\")"'
run sh -c 'rtk-report account 0000001001 --as-of 2026-12-04 --json | grep -E "\"pressure\""'
