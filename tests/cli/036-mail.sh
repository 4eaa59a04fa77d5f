# needs: rtk-import
say 'readings by e-mail: a Maildir, an mbox, tables that hang on messages'
known_town
sed -i -e 's/2020-01-01$/2026-10-01/' \
    -e 's/Pushkinskaya/ул. Пушкинская/; s/Sadovaya/Садовая/' buildings.csv
quiet rtk-import buildings buildings.csv --as-of 2026-10-01
sed -e '1s/$/;email/' -e '/^0000001001/s/$/;Anna@Example.org/' \
    -e '2,$s/;2020-01-01$/&;/' -e 's/;2020-01-01;/;2026-10-01;/' \
    accounts.csv >with-mail.csv
quiet rtk-import accounts with-mail.csv --as-of 2026-10-01

file mail-senders.csv 'sender;may_send;valid_from;valid_to;document' \
    'X@example.org;any;2026-10-01;;contract 7'
quiet rtk-import reference mail-senders.csv --as-of 2026-10-01

mkdir -p Maildir/new Maildir/cur Maildir/tmp
# mail FILE FROM HEADER... - LINE...: a message with a plain text
mail()
{
    local out=Maildir/$1
    printf 'From: %s\nDate: %s Oct 2026 10:15:00 +0400\n' "$2" "${day:-24}" >"$out"
    printf 'Message-ID: <%s@example.org>\nMIME-Version: 1.0\n' \
        "${1##*/}" >>"$out"
    shift 2
    while [ "$1" != - ]; do
        printf '%s\n' "$1" >>"$out"
        shift
    done
    shift
    printf '\n' >>"$out"
    printf '%s\n' "$@" >>"$out"
}
utf8='Content-Type: text/plain; charset=utf-8'
base64='Content-Transfer-Encoding: base64'

say 'quoted history and signatures are not read'
mail new/01-quoted 'X <x@example.org>' "$utf8" - 'Пушкинская 130-1 104,321' \
    '' 'сб, 24 окт. 2026 г. в 09:00, Supplier <bill@example.com>:' \
    '> Пушкинская 130-2 999'
# the address of the flat is only in what was quoted
mail new/02-history x@example.org "$utf8" - 'Здравствуйте!' '' \
    'On Mon, Oct 19, 2026 at 9:00 AM Supplier' \
    '<bill@example.com> wrote:' '> Пушкинская 130-1 105' \
    'Пушкинская 130-1 105,1'
mail new/03-signature x@example.org "$utf8" - 'Спасибо' '-- ' \
    'Пушкинская 130-1 105,2'
mail new/04-regards x@example.org "$utf8" - 'Добрый день' '' \
    'С уважением, Иван' 'Пушкинская 130-1 105,3'
mail new/05-forwarded x@example.org "$utf8" - \
    '-------- Пересылаемое сообщение --------' 'Пушкинская 130-1 105,4'
say 'charsets, HTML, the subject, the sender'
mail new/06-cp1251 x@example.org \
    'Content-Type: text/plain; charset=windows-1251' "$base64" - \
    "$(printf 'лс 0000001002 250,5' | iconv -f UTF-8 -t cp1251 | base64)"
mail new/07-koi8 x@example.org 'Received: by mx; Sun, 25 Oct 2026 00:01:00 +0400' \
    'Content-Type: text/plain; charset=koi8-r' \
    'Content-Transfer-Encoding: 8bit' - \
    "$(printf 'Пушкинская 130-2 251' | iconv -f UTF-8 -t koi8-r)"
day=26 mail new/08-html x@example.org 'Content-Type: text/html; charset=utf-8' \
    'Content-Transfer-Encoding: quoted-printable' - \
    "$(printf '%s' '<style>p {top: 130px}</style><p>лс&nbsp;000000<b>1002</b>' \
        '<br>251&#44;1<blockquote>Пушкинская 130-1 105,5</blockquote>' |
        od -An -v -tx1 | tr -d '\n' | tr a-f A-F | sed 's/ /=/g')"
mail new/09-subject x@example.org \
    "Subject: =?utf-8?B?$(printf 'Показания, лс 0000001002' | base64)?=" \
    "$utf8" - '250,5'
day=25 mail cur/10-sender:2,S 'Anna <ANNA@example.org>' "$utf8" - 'гвс 104,5'
mail new/11-bounce mailer-daemon@example.org 'Auto-Submitted: auto-replied' \
    "$utf8" - 'Пушкинская 130-1 105,6'
echo 'no message' >Maildir/new/12-junk
say 'tables that hang on a message'
# table FILE NAME CONTENT: a message with words and a table
table()
{
    day=26 mail "$1" x@example.org 'Content-Type: multipart/mixed; boundary=b' - \
        --b "$utf8" '' "$4" --b \
        "Content-Type: text/csv; name=\"$2\"" \
        "Content-Disposition: attachment; filename=\"$2\"" "$base64" '' \
        "$(printf '%s\n' "$3" | base64)" --b--
}
table new/13-table readings.csv 'meter;date;value;channel
W2;23.10.2026;250;email
W9;26.10.2026;1;email
W1;24.10.2026;104,321;withdrawn' 'Показания во вложении'
table new/14-refused bad.csv 'прибор;когда;сколько
W2;26.10.2026;253' 'Пушкинская 130-1 104,75'
# a workbook; the same Message-ID from another sender is another message
printf '%s\n' 'meter;date;value;channel' 'W2;22.10.2026;=249.50000000000003;email' |
    python3 "$RTK_SOURCE/tests/sheet.py" book.xlsx
mail new/15-book x@example.org 'Content-Type: multipart/mixed; boundary=b' - \
    --b 'Content-Type: application/octet-stream' \
    'Content-Disposition: attachment; filename="Book.XLSX"' "$base64" '' \
    "$(base64 book.xlsx)" --b--
sed 's/x@example/y@example/' Maildir/new/01-quoted >Maildir/new/16-other

run rtk-import readings --format maildir Maildir --as-of 2026-10-26
run rtk-import quarantine --kind readings --csv --as-of 2026-11-03
say 'each message once, also when the reader of mail moved it'
for message in Maildir/new/*; do
    mv "$message" "Maildir/cur/${message##*/}:2,S"
done
run rtk-import readings --format maildir Maildir --as-of 2026-10-27
for message in Maildir/cur/01* Maildir/cur/02*; do
    echo 'From x@example.org Sat Oct 24 10:15:00 2026'
    cat "$message"
    echo
done >box
{
    echo 'From x@example.org Tue Oct 27 10:15:00 2026'
    echo 'From: x@example.org'
    echo 'Date: Tue, 27 Oct 2026 10:15:00 +0400'
    echo
    echo 'лс 0000001001 105'
    echo 'From here on nothing is cut'
} >>box
run rtk-import readings --format mbox box --as-of 2026-10-27
run rtk-import readings --format mbox box --as-of 2026-10-27
mkdir none
run rtk-import readings --format maildir none --as-of 2026-10-27
say 'what was taken'
sqlite3 -separator ' ' town.db 'SELECT m.code, r.value / 1e6,
    date(r.day * 86400, "unixepoch"), r.channel FROM reading r
    JOIN meter m ON m.id = r.id >> 4 & 0x3FFFFFFFFF
    WHERE r.batch > 13 ORDER BY 1, 2'
say 'large tables of one run know of each other'
rm -r Maildir
mkdir -p Maildir/new Maildir/cur
for value in 105.5 105.6; do
    {
        echo 'meter;date;value;channel'
        echo 'W2;28.10.2026;253;email'
        echo "W1;28.10.2026;$value;email"
        # over a megabyte of blank lines
        head -c 1100000 /dev/zero | tr '\0' '\n'
        echo 'W7;28.10.2026;1;email'
    } >large.csv
    table "new/$value" "$value.csv" "$(cat large.csv)" 'Во вложении'
done
run rtk-import readings --format maildir Maildir --as-of 2026-10-28
