# needs: rtk-import
# needs: rtk-report
# needs: rtk-reconcile
say 'what waits, since when, and what it may have been'
known_town
quiet rtk-import readings readings.csv --as-of 2026-10-25
file bad.csv 'meter;date;value;channel' 'W1;2026-10-26;10480;site' \
    'W1;2026-10-24;50;site' 'W9;2026-10-25;12;phone' 'W2;2026-10-25;x;phone' \
    'W2;2026-10-26;299;phone'
run rtk-import readings bad.csv --as-of 2026-10-26
run rtk-import quarantine --as-of 2026-11-02
run rtk-import quarantine --code reading.unknown_meter --csv --as-of 2026-11-02
run rtk-import quarantine --older 9 --as-of 2026-11-02
say 'the same rows in the file of the next day wait once'
file next.csv 'meter;date;value;channel' 'W1;2026-10-24;50;site' \
    'W9;2026-10-25;12;phone' 'W9;2026-10-25;12;phone'
run rtk-import readings next.csv --as-of 2026-10-27
say 'one by one: the proposed value, a corrected row, one that is right'
run rtk-import resolve 1 proposed --as-of 2026-10-26
run rtk-import resolve 1 proposed --cause 'told by telephone' --as-of 2026-10-26
run rtk-import resolve 4 take --cause 'letter O' --as-of 2026-10-26
run rtk-import resolve 4 take --row 'W2;2026-10-25;2O7.5;phone' \
    --cause 'letter O' --as-of 2026-10-26
run rtk-import resolve 4 take --row '0000001002;hot_water;2026-10-25;207.5;phone' \
    --header 'account;service;date;value;channel' --cause 'letter O' \
    --as-of 2026-10-26
run rtk-import resolve 5 sure --cause 'another meter' --as-of 2026-10-26
run rtk-import resolve 2 drop --cause 'of last year' --as-of 2026-10-26
run rtk-import resolve 2 proposed --cause 'why not' --as-of 2026-10-26
run rtk-import resolve 99 drop --cause 'no such' --as-of 2026-10-26
run rtk-import resolve 3 proposed --cause 'nothing proposed' --as-of 2026-10-26
say 'nothing leaves without its cause; decisions stay on record'
run rtk-import quarantine --decided --as-of 2026-11-03
run rtk-report account 0000001001 --as-of 2026-10-31
say 'undone: the reading is withdrawn, the row waits again'
run rtk-import undo 1 --cause 'it was another flat' --as-of 2026-10-27
run rtk-import undo 1 --cause 'twice' --as-of 2026-10-27
run rtk-import undo 2 --cause 'it was right' --as-of 2026-10-27
run rtk-import quarantine --as-of 2026-11-02
run rtk-report account 0000001001 --as-of 2026-10-31
say 'many at once: the list, filled in'
file list.csv 'id;action;cause;row;days' \
    '1;proposed;checked;"W1;2026-10-26;10480;site";2' \
    '2;drop;of last year;;2' '3;;;;2' '4;drop;;;2'
run rtk-import resolve --from list.csv --as-of 2026-10-28
file list.csv 'id;action;cause;row;days' \
    '1;proposed;checked;"W1;2026-10-26;10480;site";2' \
    '2;drop;of last year;;2' '3;;;;2' '7;proposed;perhaps;;2'
run rtk-import resolve --from list.csv --as-of 2026-10-28
run rtk-import resolve --from list.csv --as-of 2026-10-28 --csv
say 'all of a reason, once the meter is known'
run rtk-import resolve --all take --cause 'registered' --as-of 2026-10-28
run rtk-import resolve --all take --code reading.unknown_meter \
    --cause 'registered' --as-of 2026-10-28
file meters2.csv 'meter;scope;building;account;service;serial;digits;decimals;unit;installed;initial' \
    'W9;account;;0000001003;hot_water;500009;5;3;m3;2026-10-01;11'
quiet rtk-import meters meters2.csv --as-of 2026-10-28
run rtk-import resolve --all take --code reading.unknown_meter \
    --cause 'registered' --as-of 2026-10-28
run rtk-import quarantine --as-of 2026-10-28
run rtk-import history --kind readings
say 'money that was taken is not undone here'
file pay.csv 'account;date;amount;id' '7777777;2026-10-20;x;p1' \
    '0000001001;2026-10-20;;p2' '0000001002;2026-10-20;7.00;p3' \
    '0000001002;2026-10-21;8.00;p4'
quiet rtk-import payments pay.csv --as-of 2026-10-28
run rtk-import quarantine --kind payments --as-of 2026-10-28
run rtk-import resolve 7 take --row '0000001001;2026-10-20;100.00;p1' \
    --cause 'by the receipt' --as-of 2026-10-28
file more.csv 'account;date;amount;id' '0000001002;2026-10-22;9.00;p5' \
    '0000001002;2026-10-23;10.00;p6' '0000001002;2026-10-24;11.00;p7'
quiet rtk-import payments more.csv --as-of 2026-10-28
run rtk-import undo 7 --cause 'no' --as-of 2026-10-28
say 'the way that it names: the money hangs'
run rtk-reconcile undo 3 --reason 'no' --as-of 2026-10-28
run rtk-reconcile unidentified --as-of 2026-10-28
say 'what was known already is undone'
run rtk-import resolve 8 take --row '0000001001;2026-10-20;100.00;p1' \
    --cause 'the same' --as-of 2026-10-28
run rtk-import undo 8 --cause 'it was another one' --as-of 2026-10-28
say 'absences and outages are cancelled by a row of their own'
file away.csv 'account;persons;date_from;date_to;document' \
    '0000001001;x;2026-10-01;2026-10-20;paper 1'
quiet rtk-import absences away.csv --as-of 2026-10-28
file out.csv 'scope;code;service;kind;begin;end;document' \
    'building;B1;hot_water;interruption;2026-10-05T08:00;x;act 1'
quiet rtk-import outages out.csv --as-of 2026-10-28
run rtk-import resolve 9 take --row '0000001001;1;2026-10-01;2026-10-20;paper 1' \
    --cause 'it is one' --as-of 2026-10-28
run rtk-import resolve 10 take --cause 'journal' --as-of 2026-10-28 \
    --row 'building;B1;hot_water;interruption;2026-10-05T08:00;2026-10-06T08:00;act 1'
run rtk-import undo 9 --cause 'no' --as-of 2026-10-28
run rtk-import undo 10 --cause 'no' --as-of 2026-10-28
say 'a reading that was withdrawn by a file since then'
file gone.csv 'meter;date;value;channel' 'W1;2026-10-26;104.80;withdrawn'
run rtk-import readings gone.csv --as-of 2026-10-29
run rtk-import undo 1 --cause 'no' --as-of 2026-10-29
