# needs: rtk-import
# needs: rtk-reconcile
# Three rows, 1.6 % or so withheld: 100.00 - 1.60, 250.00 - 4.00,
# 650.00 - 10.40; together 1000.00 - 16.00 = 984.00.
say 'a register and its money do not tie: what makes the residual is named'
known_town
rows()
{
    for row in 1001:100,00:98,40:1,60 1002:250,00:246,00:4,00 \
        1003:650,00:639,60:10,40; do
        IFS=: read -r account gross transfer commission <<END
$row
END
        printf '%s;' 04-11-2026 10-00-00 8618 8618999V "$1$account" \
            "000000$account" А Б 1026 "$gross" "$transfer" "$commission"
        echo 5
    done
}
register()
{
    rows "$1" >utf8
    echo "=3;1000,00;984,00;16,00;$1;05-11-2026" >>utf8
    iconv -f utf8 -t cp1251 utf8 |
        sed 's/$/\r/' >"$1_1831001238_40702810468000012345_640.txt"
    quiet rtk-import register "$1_1831001238_40702810468000012345_640.txt" \
        --as-of 2026-11-05
}
# statement DAY NUMBER:AMOUNT...: the orders of the bank on a day
statement()
{
    day=$1
    sum=0
    shift
    for order; do
        sum=$(echo "$sum + ${order#*:}" | awk '{printf "%.2f", $1 + $3}')
    done
    file utf8 1CClientBankExchange ВерсияФормата=1.03 Кодировка=Windows \
        "ДатаНачала=$day" "ДатаКонца=$day" \
        РасчСчет=40702810468000012345 СекцияРасчСчет \
        "ДатаНачала=$day" "ДатаКонца=$day" \
        РасчСчет=40702810468000012345 НачальныйОстаток=0.00 \
        "ВсегоПоступило=$sum" ВсегоСписано=0.00 "КонечныйОстаток=$sum" \
        КонецРасчСчет
    for order; do
        printf '%s\n' 'СекцияДокумент=Платежное поручение' \
            "Номер=${order%:*}" "Дата=$day" "Сумма=${order#*:}" \
            ПлательщикСчет=47422810368000000099 Плательщик1=СБЕРБАНК \
            ПлательщикИНН=7707083893 ПолучательСчет=40702810468000012345 \
            "ДатаПоступило=$day" 'Получатель1=ООО "РТК"' \
            ПолучательИНН=1831001238 ВидОплаты=01 \
            'НазначениеПлатежа=Реестр EPS по договору' КонецДокумента
    done >>utf8
    echo КонецФайла >>utf8
    iconv -f utf8 -t cp1251 utf8 | sed 's/$/\r/' >statement.txt
    quiet rtk-import statement statement.txt --as-of 2026-11-30
}
# tell AS_OF: what a person sees first
tell()
{
    quiet rtk-reconcile run --as-of "$1"
    rtk-reconcile report --as-of "$1" >report
    run head -n 4 report
}
begin()
{
    say "$1"
    cp town.db "$2.db"
    export RTK_DB=$2.db
}
begin 'one kopeck: nothing explains it' kopeck
register 700001
statement 05.11.2026 700001:983.99
tell 2026-11-06
begin 'the second row was not paid: 984.00 - 246.00' missing
register 700001
statement 05.11.2026 700001:738.00
tell 2026-11-06
begin 'the first row was paid twice: 984.00 + 98.40' doubled
register 700001
statement 05.11.2026 700001:1082.40
tell 2026-11-06
begin 'the commission was withheld once more: 984.00 - 16.00' commission
register 700001
statement 05.11.2026 700001:968.00
tell 2026-11-06
begin 'one order in two parts: a person ties the second' parts
register 700001
statement 05.11.2026 700001:500.00 700002:484.00
tell 2026-11-06
run rtk-reconcile tie 12 2
run rtk-reconcile tie 12 1 --reason 'it is tied'
run rtk-reconcile tie 99 2 --reason 'no such register'
run rtk-reconcile tie 12 2 2 --reason 'letter of the bank'
run rtk-reconcile tie 12 2 --reason 'letter of the bank' \
    --as-of 2026-11-06
run rtk-reconcile report --csv --as-of 2026-11-06
run rtk-reconcile decisions --as-of 2026-11-06
begin 'the money came nine working days later' late
register 700001
statement 18.11.2026 800001:984.00
tell 2026-11-19
run rtk-reconcile tie 12 1 --reason 'the bank was late' --json \
    --as-of 2026-11-19
run rtk-reconcile report --as-of 2026-11-19
begin 'the money of one register came with that of another' other
register 700001
register 700002
statement 05.11.2026 700001:1230.00 700002:738.00
tell 2026-11-06
begin 'two rows: the first was not paid, the second twice' pair
register 700001
statement 05.11.2026 700001:1131.60
tell 2026-11-06
begin 'money that waits, and a register that waits' waits
register 700001
statement 05.11.2026 700009:10.00
run rtk-reconcile run --as-of 2026-11-10
run rtk-reconcile report --csv --as-of 2026-11-10
run rtk-reconcile report --json --as-of 2026-11-11
