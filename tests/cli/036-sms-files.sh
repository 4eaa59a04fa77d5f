# needs: rtk-import
say 'messages in files of smstools and gammu-smsd: each is taken once'
known_town
sed -i -e 's/2020-01-01$/2026-10-01/' \
    -e 's/Pushkinskaya/ул. Пушкинская/; s/Sadovaya/Садовая/' buildings.csv
quiet rtk-import buildings buildings.csv --as-of 2026-10-01
# two accounts share a telephone, one has two
sed -e '1s/$/;phone/' -e '/^0000001001/s/$/;8 (912) 000-00-01/' \
    -e '/^0000001002/s/$/;+79120000002, 8-912-000-00-03/' \
    -e '/^0000002001/s/$/;89120000004/' -e '/^0000001003/s/$/;/' \
    -e '/^0000001004/s/$/;89120000004/' \
    -e 's/;2020-01-01;/;2026-10-01;/' accounts.csv >with-phones.csv
run rtk-import accounts with-phones.csv --as-of 2026-10-01
file street-aliases.csv 'street;alias;valid_from;valid_to;document' \
    'ул. Пушкинская;Бродвей;2026-10-01;;' \
    'ул. Пушкинская;Арбат;2020-01-01;2026-09-30;' \
    'Неведомая;Тверская;2026-10-01;;служебная записка 7'
run rtk-import reference street-aliases.csv --as-of 2026-10-01

mkdir inbox
# ucs TEXT: as smstools writes what is no plain Latin
ucs()
{
    printf '%s' "$1" | iconv -f UTF-8 -t UCS-2BE
}
{
    printf '%s\n' 'From: 79120000009' 'From_TOA: 91 international' \
        'From_SMSC: 79120000000' 'Sent: 26-10-24 10:15:33' \
        'Received: 26-10-25 00:00:02' 'Alphabet: UCS' ''
    ucs 'Бродвей 130-1 104,321'
} >inbox/GSM1.AbCdEf
# numbers only, from a telephone that is known
printf '%s\n' 'From: 79120000003' 'Sent: 26-10-24 11:00:00' \
    'Alphabet: UTF-8' '' 'гвс 250,5' >inbox/GSM1.bare
# ... that two accounts share, and one that nobody has
printf '%s\n' 'From: 79120000004' 'Sent: 26-10-24 11:00:01' '' 345 \
    >inbox/GSM1.shared
printf '%s\n' 'From: 79129999999' 'Sent: 26-10-24 11:00:02' '' 345 \
    >inbox/GSM1.stranger
# a name that is not in force any more
printf '%s\n' 'From: 79129999999' 'Sent: 26-10-24 11:00:03' '' \
    'Арбат 130-1 105' >inbox/GSM1.out
# parts of a long message in a row that is not theirs
{
    printf '%s\n' 'From: 79120000009' 'Sent: 26-10-25 12:00:01' \
        'Alphabet: UCS' 'UDH-DATA: 05 00 03 A7 02 02 ' ''
    ucs '1: гвс 105,5'
} >inbox/GSM1.part-a
{
    printf '%s\n' 'From: 79120000009' 'Sent: 26-10-25 12:00:00' \
        'Alphabet: UCS' 'UDH-DATA: 05 00 03 A7 02 01 ' ''
    ucs 'Добрый день! Передаю показания по адресу Пушкинская,130,'
} >inbox/GSM1.part-b
# a part that came alone
printf '%s\n' 'From: 79120000008' 'Sent: 26-10-25 12:00:00' \
    'UDH-DATA: 05 00 03 A8 02 01 ' '' 'Пушкинская 130-2 25' \
    >inbox/GSM1.part-alone
# gammu-smsd: little and big endian, UTF-8, parts
printf '%s' 'Пушкинская 130-2 ' | iconv -f UTF-8 -t UTF-16LE \
    >inbox/IN20261026_101533_00_+79120000009_00.txt
printf '%s' '251,25' | iconv -f UTF-8 -t UTF-16LE \
    >inbox/IN20261026_101533_00_+79120000009_01.txt
{
    printf '\376\377'
    printf '%s' '105,75' | iconv -f UTF-8 -t UTF-16BE
} >inbox/IN20261026_101600_00_+79120000001_00.txt
echo 'лс 0000001002 251,5' >inbox/IN20261027_080000_00_MEGAFON_00.txt
echo 'no message' >inbox/notes.txt
echo 'hidden' >inbox/.lock
mkdir inbox/old

run rtk-import readings --format sms inbox --as-of 2026-10-26
run rtk-import quarantine --kind readings --csv --as-of 2026-11-03
say 'the day of work was the 26th: what came later and what waits is new'
run rtk-import readings --format sms inbox/ --as-of 2026-10-27
mv inbox archive
run rtk-import readings --format sms archive --as-of 2026-10-27
run rtk-import readings --format sms archive/GSM1.bare --as-of 2026-10-27
printf '%s\n' 'From: 79120000003' 'Sent: 26-10-28 11:00:00' '' '252' \
    >single
run rtk-import readings --format sms single --as-of 2026-10-28
mkdir empty
run rtk-import readings --format sms empty --as-of 2026-10-28
run rtk-import history --kind readings --csv
say 'what a message meant is taken as a row of readings'
run rtk-import resolve 1 take --cause 'asked by telephone' --as-of 2026-11-03
run rtk-import resolve 1 take --cause 'asked by telephone' \
    --header 'account;date;value;channel' --row '0000001001;2026-10-25;105.5;sms' \
    --as-of 2026-11-03
say 'what was taken'
sqlite3 -separator ' ' town.db 'SELECT m.code, r.value / 1e6,
    date(r.day * 86400, "unixepoch"), r.channel FROM reading r
    JOIN meter m ON m.id = r.id >> 4 & 0x3FFFFFFFFF
    WHERE r.batch > 13 ORDER BY 1, 2'
