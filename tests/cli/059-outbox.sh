# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: python3
say 'receipts by e-mail: an outbox, then each message once to the server'
billed_town
file mail.csv 'account;building;flat;kind;name;area;heated;hot_water;hot_water_meter_possible;registered;owners;tariff_group;penalty_class;delivery;email;valid_from' \
    '0000001001;B1;1;flat;Ivanova A.;50;1;1;1;2;1;population;citizen;email;ivanova@mail.example;2026-10-01' \
    '0000001002;B1;2;flat;Petrov B.;40;1;1;1;3;1;population;citizen;email;petrov@mail.example;2026-10-01' \
    '0000001003;B1;3;flat;Sidorov C.;60;1;1;1;2;1;population;citizen;email;sidorov at mail;2026-10-01'
quiet rtk-import accounts mail.csv --as-of 2026-10-01
quiet rtk-bill run 2026-10 --as-of 2026-11-03
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-invoice 2026-10 --output outbox --delivery email
run ls outbox
run sh -c "sed 's/[0-9a-f]\{64\}/<sha256>/' outbox/index.csv"
run sh -c "head -7 outbox/0000001001-2026-10.eml | sed 's/[.][0-9a-f]\{20\}@/.<hash>@/'"
run rtk-invoice 2026-10 --output again --delivery email
run diff -r outbox again
run rtk-invoice 2026-10 --output none --delivery email --draft
run rtk-invoice 2026-10 --output none --delivery email --bundle building

# serve BEHAVIOUR...: a mail server on this machine
serve()
{
    rm -rf taken
    mkdir taken
    python3 "$RTK_SOURCE/tests/smtp.py" taken "$@" &
    server=$!
    for _ in $(seq 100); do
        [ -f taken/port ] && break
        sleep 0.05
    done
}
unserve()
{
    sleep 0.1
    kill "$server"
    wait "$server" 2>/dev/null
}
send()
{
    rtk-invoice send "$1" --plain --tries 1 --timeout 5 --as-of 2026-11-05 \
        --server "smtp://127.0.0.1:$(cat taken/port)" "${@:2}" 2>&1 |
        sed 's/port [0-9]* after [0-9]* ms/port <port>/; s/errno: [0-9]*/errno/'
    return "${PIPESTATUS[0]}"
}
journal()
{
    sed 's/[0-9a-f]\{64\}/<sha256>/; s/errno: [0-9]*/errno/' "$1/sent.csv"
}
say 'nobody there; then a reader whom the server does not know'
mkdir taken
echo 1 >taken/port
run send outbox -q
serve rcpt=5xx
run send outbox --dry-run
run send outbox
run send outbox
run ls taken
run journal outbox
run cmp taken/0.eml outbox/0000001002-2026-10.eml
say 'a person sends the refused one again; a changed message stays'
run send outbox --resend 0000001001-2026-10.eml
echo >>outbox/0000001001-2026-10.eml
run send outbox --resend 0000001001-2026-10.eml
run ls taken
unserve
say 'the connection broke behind the last byte: nobody knows, so nobody sends'
serve stored=drop
run send again --limit 1
run send again --limit 1
run send again
run ls taken
run journal again
unserve
say 'what is no outbox, no server, no option'
run rtk-invoice send nowhere --server smtp://127.0.0.1:1
run rtk-invoice send again --server http://127.0.0.1:1
run rtk-invoice send again
run rtk-invoice send again --server smtp://127.0.0.1:1 --tries x
run rtk-invoice send again --server smtp://127.0.0.1:1 --output x
run rtk-invoice 2026-10 --output x --plain
