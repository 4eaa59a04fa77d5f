# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: rtk-reconcile
# needs: rtk-report
# needs: samples/crontab
say 'each line of the crontab does its work (the month is 2026-10)'
known_town
mkdir inbox out backup
for kind in buildings accounts residents meters readings absences outages \
    payments registers statements sms mail collector; do
    mkdir "inbox/$kind"
done
cp buildings.csv inbox/buildings
cp accounts.csv inbox/accounts
cp meters.csv inbox/meters
cp readings.csv inbox/readings
mkdir inbox/mail/new inbox/mail/cur
printf '%s\n' 'From: 79120000001' 'Sent: 26-10-24 10:15:33' '' \
    'лс 0000001001 104,321' >inbox/sms/GSM1.a
printf '%s\n' 'From: x@example.org' 'Date: 24 Oct 2026 10:15:00 +0400' '' \
    'лс 0000001002 204' >inbox/mail/new/1
cp "$RTK_SOURCE/samples/maps/collector.map" \
    "$RTK_SOURCE/samples/maps/collector.csv" inbox/collector
sed -i '/GJ/d' inbox/collector/collector.csv
cp payments.csv inbox/payments
cp ./*_640.txt inbox/registers
quiet rtk-import readings history.csv --as-of 2026-10-01
INBOX=$PWD/inbox OUTBOX=$PWD/out BACKUP=$PWD/backup
SMTP=smtp://127.0.0.1:1
export INBOX OUTBOX BACKUP SMTP
# the day is that of the case, not today
mkdir day
for program in import bill invoice reconcile report; do
    printf '#!/bin/sh\nexec %s "$@" --as-of 2026-11-12\n' \
        "$(command -v "rtk-$program")" >"day/rtk-$program"
    chmod +x "day/rtk-$program"
done
grep -E '^ *[0-9]+ ' "$RTK_SOURCE/samples/crontab" |
    sed -E 's/^ *([^ ]+ +){5}//; s/\\%/%/g; s/\$\(date [^)]*%m\)/2026-10/g' \
        >lines
while read -r line; do
    PATH=$PWD/day:$PATH sh -c "$line" >/dev/null 2>said </dev/null
    printf '=> %s %s\n' "$?" "$(cut -c 1-60 <<<"$line")"
    sed 's/^/2> /' said
done <lines
run sh -c 'find out -type f | sort'
