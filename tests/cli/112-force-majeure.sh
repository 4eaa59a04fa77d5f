# needs: rtk-import
# needs: rtk-bill
known_town
quiet rtk-import readings readings.csv --as-of 2026-10-31
quiet rtk-import quality "$RTK_SOURCE/tariffs/quality.csv" --as-of 2026-10-31
file more.csv "$(head -1 accounts.csv)" \
    '0000001003;B1;3;flat;Example C;45.00;yes;yes;yes;2;2;population;citizen;paper;2026-09-01' \
    '0000001004;B1;4;flat;Example D;45.00;yes;yes;yes;2;2;population;citizen;paper;2026-09-01'
quiet rtk-import accounts more.csv --as-of 2026-10-31
say 'a meter is possible: only what force majeure did to all counts (86)'
file away.csv 'account;persons;date_from;date_to;force_majeure;document' \
    '0000001003;2;2026-10-05;2026-10-18;yes;Справка 1' \
    '0000001004;1;2026-10-05;2026-10-18;yes;Справка 2'
run rtk-import absences away.csv --as-of 2026-10-31
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001003 2026-10
run rtk-bill close 2026-10 --as-of 2026-11-03
say 'what comes after the close is recalculated'
file late.csv 'account;persons;date_from;date_to;force_majeure;document' \
    '0000001004;2;2026-10-05;2026-10-18;yes;Справка 3'
run rtk-import absences late.csv --as-of 2026-11-04
run rtk-bill verify
run rtk-bill recalculate --csv --as-of 2026-11-04
run rtk-bill verify
