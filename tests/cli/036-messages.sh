# needs: rtk-import
say 'readings as people send them: what is certain is taken, the rest waits'
known_town
sed -i -e 's/2020-01-01$/2026-10-01/' -e 's/Pushkinskaya/ул. Пушкинская/; s/Sadovaya/Садовая/' buildings.csv
quiet rtk-import buildings buildings.csv --as-of 2026-10-01
file sms.csv 'received;phone;text' \
    '2026-10-24 10:15;+79120000001;ул. Пушк. д.130 кв 1 104,321' \
    '2026-10-24;89120000002;Здравствуйте! лс 0000001002 250,5' \
    '2026-10-24;89120000003;Пушкинская 999-1 100' \
    '2026-10-24;89120000004;345 678' \
    '2026-10-24;89120000005;Пушкинская 130-1' \
    '2026-10-24;89120000006;"Пушкинская 130-2
гвс 1 234"' \
    '2026-10-25;89120000007;Пyшкинcкая,130,1: гвс 105,5 хвс 77'
run rtk-import readings --format sms sms.csv --as-of 2026-10-31
run rtk-import quarantine --csv --as-of 2026-11-03
run rtk-import readings --format sms sms.csv --as-of 2026-11-01
file empty.csv 'received;phone;text'
run rtk-import readings --format smoke empty.csv --as-of 2026-11-01
run rtk-import readings --format sms empty.csv --as-of 2026-11-01
