# needs: rtk-import
say 'tables by e-mail: only from those who stand in mail-senders.csv'
known_town
mkdir -p Maildir/new Maildir/cur
# table FILE FROM NAME CONTENT [TEXT]: a message with words and a table
table()
{
    local base64='Content-Transfer-Encoding: base64'
    printf '%s\n' "From: $2" 'Date: Mon, 26 Oct 2026 10:15:00 +0400' \
        "Message-ID: <$1@example.org>" 'MIME-Version: 1.0' \
        'Content-Type: multipart/mixed; boundary=b' '' --b \
        'Content-Type: text/plain; charset=utf-8' '' "${5:-}" --b \
        'Content-Type: application/octet-stream' \
        "Content-Disposition: attachment; filename=\"$3\"" "$base64" '' \
        "$(printf '%s\n' "$4" | base64)" --b-- >"Maildir/new/$1"
}
titles='meter;date;value;channel'
took()
{
    sqlite3 -separator ' ' town.db 'SELECT m.code, r.value / 1e6,
        date(r.day * 86400, "unixepoch"), r.batch FROM reading r
        JOIN meter m ON m.id = r.id >> 4 & 0x3FFFFFFFFF
        WHERE r.batch > 11 ORDER BY r.batch, 1, 3'
}
say 'nobody stands there: rows wait, what is written is read'
table 01 stranger@example.net own.csv "$titles
W2;26.10.2026;253;email
W9;26.10.2026;1;email
W2;26.10.2026;x;email" 'лс 0000001001 104,25'
# 46322: 2026-10-27, as workbooks keep days
printf '%s\n' "$titles" 'W2;=46322;=254.00000000000003;email' |
    python3 "$RTK_SOURCE/tests/sheet.py" book.xlsx
run rtk-import readings --format maildir Maildir --as-of 2026-10-26
took
run rtk-import quarantine --code mail.sender --csv --as-of 2026-10-27

say 'the list: addresses, domains, what and for how long'
file mail-senders.csv 'sender;may_send;valid_from;valid_to;document' \
    'collector;any;2026-10-01;;1' 'a@b@example.org;any;2026-10-01;;1' \
    '@;any;2026-10-01;;1' 'x@example.org;any;2026-10-01;2026-09-01;1' \
    'y@example.org;;2026-10-01;;1' 'z@example.org;any;2026-10-01;;'
run rtk-import reference mail-senders.csv --as-of 2026-10-26
file mail-senders.csv 'sender;may_send;valid_from;valid_to;document' \
    'collector@example.org;any;2026-10-01;;contract 7' \
    '@uk.example;any;2026-10-01;2026-10-26;letter 12' \
    'left@uk.example;gis;2026-10-01;;letter 13' \
    'old@example.org;any;2026-01-01;2026-10-25;contract 3' \
    'soon@example.org;any;2026-10-27;;contract 9' \
    'gis@example.org;gis;2026-10-01;;-' \
    'device@example.org;device.map;2026-10-01;;contract 8' \
    'once@example.org;any;2026-01-01;;contract 2' \
    'once@example.org;device.map;2026-10-01;;contract 4'
run rtk-import reference mail-senders.csv --as-of 2026-10-26
run rtk-import reference mail-senders.csv --as-of 2026-10-26
rm Maildir/new/*
say 'the same bytes that a stranger sent are taken from a collector'
table 11 'Collector <COLLECTOR@Example.ORG>' own.csv "$titles
W2;26.10.2026;253;email
W9;26.10.2026;1;email
W2;26.10.2026;x;email"
say 'a domain, not its subdomains; before and behind the days; two senders'
table 12 one@uk.example 12.csv "$titles
W1;20.10.2026;101;email"
table 13 one@sub.uk.example 13.csv "$titles
W1;21.10.2026;102;email"
table 14 old@example.org 14.csv "$titles
W1;21.10.2026;102.1;email"
table 15 soon@example.org 15.csv "$titles
W1;21.10.2026;102.2;email"
table 16 'collector@example.org, x@example.net' 16.csv "$titles
W1;21.10.2026;102.3;email"
table 17 'collector@example.org <x@example.net>' 17.csv "$titles
W1;21.10.2026;102.4;email"
say 'a map of the sender; our titles are none of it'
table 18 left@uk.example 18.csv "$titles
W1;21.10.2026;102.5;email"
head=$(sed -n 1p meters.csv)
file numbers.csv "$head;gis_number" \
    "$(awk -F';' '$1 == "W1"' meters.csv);14000001"
quiet rtk-import meters numbers.csv --as-of 2026-10-26
table 19 gis@example.org 19.csv 'Номер ПУ в ГИС ЖКХ;Значение показания (Т1);Дата снятия показания
14000001;102,75;22.10.2026'
table 20 device@example.org 20.csv "$titles
W1;23.10.2026;103;email"
table 21 once@example.org 21.csv "$titles
W1;23.10.2026;103.1;email"
run rtk-import readings --format maildir Maildir --as-of 2026-10-26
took
say 'a program on the list; one that is not; more tables than are looked at'
rm Maildir/new/*
table 22 collector@example.org 22.csv "$titles
W2;25.10.2026;252.5;email" 'лс 0000001001 104,5'
sed -i '1i Auto-Submitted: auto-generated' Maildir/new/22
table 23 stranger@example.net 23.csv "$titles
W2;25.10.2026;252.6;email"
sed -i '1i Auto-Submitted: auto-generated' Maildir/new/23
{
    printf '%s\n' 'From: collector@example.org' \
        'Date: Mon, 26 Oct 2026 10:15:00 +0400' 'Message-ID: <24@x>' \
        'MIME-Version: 1.0' 'Content-Type: multipart/mixed; boundary=b' ''
    for number in $(seq 17); do
        printf '%s\n' --b 'Content-Type: text/csv' \
            "Content-Disposition: attachment; filename=\"bad-$number.csv\"" \
            '' "x;$number" ''
    done
    echo --b--
} >Maildir/new/24
run rtk-import readings --format maildir Maildir --as-of 2026-10-26
run rtk-import quarantine --code mail.table --csv --as-of 2026-10-26
run rtk-import quarantine --code mail.automatic --csv --as-of 2026-10-26
took
say 'the map of the run'
rm Maildir/new/*
file device.map 'serial = "N"' 'date = "D"' 'value = "V"' \
    'channel = word collector' 'service = word hot_water'
table 31 device@example.org 31.csv 'N;D;V
500001;24.10.2026;104'
table 32 stranger@example.net 32.csv 'N;D;V
500001;25.10.2026;105'
run rtk-import readings --format maildir Maildir --map device.map --as-of 2026-10-26
took
say 'a workbook of a stranger; then all that he sent is taken by a person'
rm Maildir/new/*
table 41 stranger@example.net book.xlsx ''
sed -i '/^$/,$!b' Maildir/new/41
python3 - <<'END'
import base64, re
path = "Maildir/new/41"
book = base64.encodebytes(open("book.xlsx", "rb").read()).decode()
text = open(path, encoding="utf-8").read()
head, tail = text.rsplit("base64\n\n", 1)
open(path, "w", encoding="utf-8").write(head + "base64\n\n" + book + "--b--\n")
END
run rtk-import readings --format maildir Maildir --as-of 2026-10-27
run rtk-import quarantine --code mail.sender --as-of 2026-10-27
run rtk-import resolve 1 take --cause 'he was asked' --as-of 2026-10-27
run rtk-import resolve 12 drop --cause 'nobody knows him' --as-of 2026-10-27
run rtk-import resolve --all take --code mail.sender --cause 'asked' \
    --as-of 2026-10-27
took
run rtk-import quarantine --as-of 2026-10-27
