# needs: rtk-import
# needs: rtk-reconcile
# The second register, 1000.00 less 10.00, by the order of the first:
# 7695.04 + 990.00 = 8685.04 in one payment order.
say 'one order of the bank pays two registers'
known_town
first=01_1831001238_40702810468000012345_640.txt
second=02_1831001238_40702810468000012345_640.txt
file utf8 "$(printf '%s;' 04-11-2026 10-00-00 8618 8618999V 270000000009 \
    0000001001 А Б 1026 1000,00 990,00 10,00)5" \
    '=1;1000,00;990,00;10,00;686336;05-11-2026'
iconv -f utf8 -t cp1251 utf8 | sed 's/$/\r/' >"$second"
file utf8 1CClientBankExchange ВерсияФормата=1.03 Кодировка=Windows \
    ДатаНачала=05.11.2026 ДатаКонца=05.11.2026 \
    РасчСчет=40702810468000012345 СекцияРасчСчет \
    ДатаНачала=05.11.2026 ДатаКонца=05.11.2026 \
    РасчСчет=40702810468000012345 НачальныйОстаток=0.00 \
    ВсегоПоступило=8685.04 ВсегоСписано=0.00 КонечныйОстаток=8685.04 \
    КонецРасчСчет 'СекцияДокумент=Платежное поручение' Номер=686336 \
    Дата=05.11.2026 Сумма=8685.04 ПлательщикСчет=47422810368000000099 \
    Плательщик1=СБЕРБАНК ПлательщикИНН=7707083893 \
    ПолучательСчет=40702810468000012345 ДатаПоступило=05.11.2026 \
    'Получатель1=ООО "РТК"' ПолучательИНН=1831001238 ВидОплаты=01 \
    'НазначениеПлатежа=Реестр EPS по договору' КонецДокумента КонецФайла
iconv -f utf8 -t cp1251 utf8 | sed 's/$/\r/' >statement.txt
say 'not before its day: a payment of tomorrow is refused'
run rtk-import register "$second" --as-of 2026-11-03
quiet rtk-import register "$first" --as-of 2026-11-05
run rtk-import register "$second" --as-of 2026-11-05
run rtk-import statement statement.txt --as-of 2026-11-05
run rtk-reconcile run --as-of 2026-11-06
run rtk-reconcile report --csv --as-of 2026-11-12
run rtk-reconcile run --as-of 2026-11-07
say 'a reversal takes back no more than was paid: it waits for a person'
file pay.csv 'account;date;amount;id;channel' \
    '0000001001;2026-10-10;1000.00;K1;desk'
quiet rtk-import payments pay.csv --as-of 2026-10-31
file back.csv 'account;date;amount;id;channel' \
    '0000001001;2026-10-12;-1000.01;K1;desk'
run rtk-import payments back.csv --as-of 2026-10-31
