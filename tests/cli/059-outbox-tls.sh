# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: python3
# needs: openssl
say 'receipts go to a mail server that can prove who it is, or not at all'
billed_town
file mail.csv 'account;building;flat;kind;name;area;heated;hot_water;hot_water_meter_possible;registered;owners;tariff_group;penalty_class;delivery;email;valid_from' \
    '0000001001;B1;1;flat;Ivanova A.;50;1;1;1;2;1;population;citizen;email;ivanova@mail.example;2026-10-01' \
    '0000001002;B1;2;flat;Petrov B.;40;1;1;1;3;1;population;citizen;email;petrov@mail.example;2026-10-01' \
    '0000001003;B1;3;flat;Sidorov C.;60;1;1;1;2;1;population;citizen;paper;;2026-10-01'
quiet rtk-import accounts mail.csv --as-of 2026-10-01
quiet rtk-bill run 2026-10 --as-of 2026-11-03
quiet rtk-bill close 2026-10 --as-of 2026-11-03
quiet rtk-invoice 2026-10 --output outbox --delivery email

# certificate NAME ALTERNATIVE: one that it signed itself, NAME.pem with key
certificate()
{
    openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
        -days 2 -subj "/CN=$1" -addext "subjectAltName=$2" \
        -keyout key.pem -out "$1-cert.pem" 2>../openssl || cat ../openssl
    cat "$1-cert.pem" key.pem >"$1.pem"
}
certificate ours IP:127.0.0.1
certificate other DNS:mail.example
printf 'machine 127.0.0.1 login rtk password secret-word\n' >netrc
chmod 600 netrc

# serve WORD...: the server of tests/smtp.py
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
    sleep 0.2
    kill "$server"
    wait "$server" 2>/dev/null
    say "messages: $(find taken -name '*.eml' | wc -l)"
    # the name of the machine that said hello is no matter
    [ -f taken/clear ] || return
    sed 's/^EHLO .*/EHLO/; s/^/in clear: /' taken/clear
    sed 's/^/login: /' taken/login
}
send()
{
    rtk-invoice send outbox -q --tries 1 --timeout 5 --as-of 2026-11-05 \
        --netrc netrc --server "$1://127.0.0.1:$(cat taken/port)" "${@:2}" 2>&1 |
        sed 's/\(try again: \).*/\1<reason>/'
    return "${PIPESTATUS[0]}"
}
recorded()
{
    [ ! -f outbox/sent.csv ] || cut -d ';' -f 1,4 outbox/sent.csv
}

say 'smtps: a certificate that nobody trusts'
serve "smtps=$PWD/ours.pem"
run send smtps
unserve
run recorded
say 'STARTTLS: likewise'
serve "starttls=$PWD/ours.pem"
run send smtp
unserve
run recorded
say 'trusted, but of another name'
serve "starttls=$PWD/other.pem"
run send smtp --cacert other-cert.pem
unserve
serve "smtps=$PWD/other.pem"
run send smtps --cacert other-cert.pem
unserve
say 'another one is trusted; a file that is none'
serve "smtps=$PWD/ours.pem"
run send smtps --cacert other-cert.pem
run send smtps --cacert nowhere.pem
unserve
say 'no STARTTLS is offered: nothing goes out in clear'
serve ok=ok
run send smtp --cacert ours-cert.pem
unserve
run recorded
say 'STARTTLS with the one that is trusted: name and password inside it'
serve "starttls=$PWD/ours.pem"
run send smtp --cacert ours-cert.pem --limit 1
unserve
run cmp taken/0.eml outbox/0000001001-2026-10.eml
run recorded
say 'smtps: the other message; then nothing is left'
serve "smtps=$PWD/ours.pem"
run send smtps --cacert ours-cert.pem
run send smtps --cacert ours-cert.pem
unserve
run cmp taken/0.eml outbox/0000001002-2026-10.eml
run recorded
