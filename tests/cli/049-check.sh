# needs: rtk-import
# needs: rtk-bill
say 'the examination before the run: what is missing, with its advice'
known_town
run rtk-bill check 2026-10
say 'all readings are there: nothing to say'
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-bill check 2026-10
run rtk-bill check 2026-10 --quiet
run rtk-bill check 2026-10 --json
say 'what came in after the run makes the draft stale; rows that wait'
quiet rtk-bill run 2026-10 --as-of 2026-11-03
quiet rtk-import readings broken-readings.csv --as-of 2026-11-03
file moved.csv 'account;registered;owners;valid_from' \
    '0000001001;3;1;2026-10-01'
quiet rtk-import residents moved.csv --as-of 2026-11-03
run rtk-bill check 2026-10 --csv
run rtk-bill close 2026-10 --as-of 2026-11-03
say 'meters: expired, expiring, of a closed account, high, late'
rm town.db
known_town
file more.csv 'meter;date;value;channel;received' \
    'W1;2026-06-20;94;site;' 'W1;2026-07-20;96;site;' \
    'W1;2026-08-20;98;site;'
quiet rtk-import readings more.csv --as-of 2026-09-30
file october.csv 'meter;date;value;channel;received' \
    'H1;2026-10-25;1004.500;collector;' 'W1;2026-10-24;109;site;' \
    'W2;2026-10-28;203;site;2026-10-28'
quiet rtk-import readings october.csv --as-of 2026-10-31
sed 's/2030-01-01/2026-11-30/; /^W2/s/2026-11-30/2026-10-09/' meters.csv \
    >again.csv
quiet rtk-import meters again.csv --as-of 2026-10-31
run rtk-bill check 2026-10 --csv
file closed.csv "$(sed -n 1p accounts.csv);closed" \
    '0000001002;B1;2;flat;Example B;60.00;yes;yes;yes;3;1;population;citizen;email;2020-01-01;2026-10-31'
quiet rtk-import accounts closed.csv --as-of 2026-10-31
run rtk-bill check 2026-10 --csv
say 'registry and tables: areas, nobody, prices and norms that end'
rm town.db
known_town
sed '/^B2/s/80.00/81.00/' buildings.csv >other-area.csv
file nobody.csv 'account;registered;owners;valid_from' \
    '0000001003;0;0;2026-10-01'
sed 's/;;Example price/;2026-10-31;Example price/; s/45.67;22;included;2026-01-01;2026-10-31/45.67;22;included;2026-01-01;2026-09-30/' \
    reference/tariffs.csv >ending-tariffs.csv
sed 's/2016-08-08;;/2016-08-08;2026-10-31;/' reference/norms.csv \
    >ending-norms.csv
quiet rtk-import buildings other-area.csv --as-of 2026-10-31
quiet rtk-import residents nobody.csv --as-of 2026-10-31
quiet rtk-import tariffs ending-tariffs.csv --as-of 2026-10-31
quiet rtk-import norms ending-norms.csv --as-of 2026-10-31
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-bill check 2026-10 --csv
run rtk-bill run 2026-10 --as-of 2026-11-03
say 'a municipality without heating months, a house that used too little'
rm town.db
known_town
file moved-house.csv "$(sed -n 1p buildings.csv)" \
    'B2;Votkinsk;Sadovaya;7;426001;;1;80.00;0;low;bath;plain;closed;2020-01-01'
file heat.csv "$(sed -n 1p meters.csv)" \
    'Q1;account;;0000001001;heating;700001;5;3;gcal;2026-09-01;0;' \
    'Q2;account;;0000001002;heating;700002;5;3;gcal;2026-09-01;0;'
file heat-readings.csv 'meter;date;value;channel' 'Q1;2026-10-24;2.5;site' \
    'Q2;2026-10-24;2.25;site'
quiet rtk-import buildings moved-house.csv --as-of 2026-10-31
quiet rtk-import meters heat.csv --as-of 2026-10-31
quiet rtk-import readings readings.csv heat-readings.csv --as-of 2026-10-31
run rtk-bill check 2026-10 --csv
say 'only the open month'
run rtk-bill check 2026-09
run rtk-bill check 2026-11
