# needs: rtk-import
# needs: rtk-report
say 'the consumer is on the telephone: who, which meters, what waits'
known_town
sed -i -e 's/2020-01-01$/2026-10-01/' -e 's/Pushkinskaya/ул. Пушкинская/; s/Sadovaya/Садовая/' buildings.csv
quiet rtk-import buildings buildings.csv --as-of 2026-10-01
file bad.csv 'meter;date;value;channel' 'W1;2026-10-24;1;site' \
    'W11;2026-10-24;1;site'
quiet rtk-import readings bad.csv --as-of 2026-10-24
run rtk-report account --address 'Пушкинская 130-1' --as-of 2026-10-25
run rtk-report account --address 'пушк. д. 130 кв 999' --as-of 2026-10-25
run rtk-report account --address 'Ленина 1' --as-of 2026-10-25
run rtk-report account --as-of 2026-10-25
run rtk-report account 0000001001 --address 'Пушкинская 130-1'
say 'and tells a reading: one line, channel phone'
printf '%s\n' 'Пушкинская 130-1 104,5' >line
run rtk-import readings --format line - --as-of 2026-10-25 <line
run rtk-import readings --format line - --as-of 2026-10-25 <line
printf '%s\n' 'лс 0000001002 207,5' '' 'лс 0000001003 1' >line
run rtk-import readings --format line - --as-of 2026-10-25 <line
say 'a month later the same words are another reading'
printf '%s\n' 'Пушкинская 130-1 104,5' >line
run rtk-import readings --format line - --as-of 2026-11-24 <line
run rtk-import quarantine --as-of 2026-11-24
run rtk-import history --kind readings --as-of 2026-11-24
say 'two accounts in one flat: the clerk is told both'
sed -n -e 1p -e 's/;B1;2;\(.*\);2020-01-01$/;B1;1;\1;2026-10-02/p' accounts.csv >rooms.csv
quiet rtk-import accounts rooms.csv --as-of 2026-11-24
run rtk-report account --address 'Пушкинская 130-1' --as-of 2026-11-24
