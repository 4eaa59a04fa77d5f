# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
known_town
quiet rtk-import readings readings.csv --as-of 2026-10-31
quiet rtk-import quality "$RTK_SOURCE/tariffs/quality.csv" --as-of 2026-10-31
file moved.csv "$(head -1 accounts.csv)" \
    '0000001003;B1;3;flat;Example C;40.00;yes;yes;no;2;2;population;citizen;paper;2026-09-01'
quiet rtk-import accounts moved.csv --as-of 2026-10-31
say 'absences and outages come in; bad rows wait; the same again is known'
file absences.csv 'account;persons;date_from;date_to;document' \
    '0000001003;1;2026-10-05;2026-10-18;Заявление 7' \
    '0000001002;1;2026-10-05;2026-10-18;Заявление 8' \
    '7777;1;2026-10-05;2026-10-18;Заявление 9'
file outages.csv \
    'scope;code;service;kind;begin;end;temperature;corner;document' \
    'building;B1;heating;interruption;2026-10-05T08:00;2026-10-06T04:00;15;;Акт 1' \
    'account;0000001001;heating;temperature;2026-10-10T05:00;2026-10-10T15:00;17;yes;Акт 2' \
    'account;0000001001;hot_water;temperature;2026-10-12T10:00;2026-10-12T20:00;39;;Акт 3' \
    'account;0000002001;heating;interruption;2026-10-20T00:00;2026-10-22T00:00;9;;Акт 4'
run rtk-import absences absences.csv --as-of 2026-10-31
run rtk-import outages outages.csv --as-of 2026-10-31
run rtk-import outages - --as-of 2026-10-31 <outages.csv
{
    cat outages.csv
    echo 'building;B1;heating;temperature;2026-10-05;2026-10-06;9;;Акт 5'
} >more.csv
run rtk-import outages more.csv --as-of 2026-10-31
say 'hot water below 40 degrees costs as cold water: its price is missing'
run rtk-bill run 2026-10 --as-of 2026-11-03
file cold.csv \
    'service;component;group;zone;unit;price;vat_percent;vat;valid_from;document' \
    'hot_water;cold;population;;RUB/m3;40.00;22;included;2026-01-01;Example price list'
quiet rtk-import tariffs cold.csv --as-of 2026-10-31
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-report charges 2026-10 --csv
run rtk-report turnover 2026-10 --csv
run rtk-bill explain 0000001001 2026-10
run rtk-bill explain 0000002001 2026-10
say 'cancelled: an end at the beginning; the month again'
file cancel.csv \
    'scope;code;service;kind;begin;end;temperature;document' \
    'building;B1;heating;interruption;2026-10-05T08:00;2026-10-05T08:00;15;Акт 6'
run rtk-import outages cancel.csv --as-of 2026-10-31
quiet rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify
say 'what comes after the close waits for the recalculation'
run rtk-import outages - --as-of 2026-11-04 <<'END'
scope;code;service;kind;begin;end;document
building;B1;heating;interruption;2026-10-25T08:00;2026-10-27T08:00;Акт 7
END
run rtk-bill verify
run rtk-bill recalculate --csv --as-of 2026-11-04
run rtk-bill recalculate --as-of 2026-11-04
say 'the card shows what counts'
run rtk-report account 0000001001 --as-of 2026-11-04
