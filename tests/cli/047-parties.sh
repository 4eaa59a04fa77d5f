# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
say 'the flat is sold on 18 October: each party pays for its days'
known_town
head -n 1 accounts.csv | sed 's/$/;closed/' >sold.csv
cat >>sold.csv <<'END'
0000001001;B1;1;flat;Example A;50.00;yes;yes;yes;2;1;population;citizen;paper;2020-01-01;2026-10-18
0000001009;B1;1;flat;Example N;50.00;yes;yes;yes;3;1;population;citizen;paper;2026-10-18;
END
run rtk-import accounts sold.csv --as-of 2026-10-20
file handed.csv \
    'meter;scope;building;account;service;serial;digits;decimals;unit;installed;initial;verified_until;removed;final;reason' \
    'W1;account;;0000001001;hot_water;500001;5;3;m3;2024-01-01;0;2030-01-01;2026-10-17;103;replaced' \
    'W9;account;;0000001009;hot_water;500001;5;3;m3;2026-10-18;103;2030-01-01;;;'
run rtk-import meters handed.csv --as-of 2026-10-20
quiet rtk-import readings readings.csv --as-of 2026-10-31
file own.csv 'meter;account;service;serial;date;value;channel;received' \
    'W9;;;;2026-10-24;104.321;site;'
run rtk-import readings own.csv --as-of 2026-10-31
run rtk-bill check 2026-10 --as-of 2026-11-03
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001001 2026-10
run rtk-bill explain 0000001009 2026-10
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify 2026-10
run rtk-invoice 2026-10 --output pdf --as-of 2026-11-05
run cut -d';' -f1-3 pdf/index.csv
say 'the next month is hers alone, and why it is more'
file next.csv 'meter;account;service;serial;date;value;channel;received' \
    'H1;;;;2026-11-25;1009.000;collector;' 'W9;;;;2026-11-24;106.321;site;'
quiet rtk-import readings next.csv --as-of 2026-11-25
run rtk-bill run 2026-11 --as-of 2026-12-01
run rtk-bill why 0000001009 2026-11
run rtk-bill why 0000001001 2026-11
say 'a sale that is known when the month is closed'
rm -f town.db*
closed_town
quiet rtk-import accounts sold.csv --as-of 2026-11-20
run rtk-bill recalculate --as-of 2026-11-20
run rtk-bill run 2026-11 --as-of 2026-12-01
run rtk-bill verify
say 'three parties in one month: the month waits'
rm -f town.db*
known_town
head -n 1 sold.csv >twice.csv
cat >>twice.csv <<'END'
0000001001;B1;1;flat;Example A;50.00;yes;yes;yes;2;1;population;citizen;paper;2020-01-01;2026-10-10
0000001009;B1;1;flat;Example N;50.00;yes;yes;yes;3;1;population;citizen;paper;2026-10-10;2026-10-18
0000001010;B1;1;flat;Example O;50.00;yes;yes;yes;3;1;population;citizen;paper;2026-10-18;
END
quiet rtk-import accounts twice.csv --as-of 2026-10-20
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-bill check 2026-10 --as-of 2026-11-03
quiet rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill close 2026-10 --as-of 2026-11-03
