# needs: rtk-import
say 'an encoding can be named; a wrong or unknown one is refused'
known_town
file utf8.csv 'прибор учета;дата;показание;канал' 'W1;2026-10-20;101.000;site'
iconv -f utf-8 -t cp866 utf8.csv >cp866.csv
run rtk-import readings --encoding cp866 cp866.csv --as-of 2026-10-31
run rtk-import readings --encoding martian utf8.csv --as-of 2026-10-31
printf 'meter;date;value;channel\nW\xff;2026-10-20;1;site\n' >latin.csv
run rtk-import readings --encoding utf-8 latin.csv --as-of 2026-10-31
run rtk-import readings cp866.csv --as-of 2026-10-31
