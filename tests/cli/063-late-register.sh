# needs: rtk-import
# needs: rtk-reconcile
# The order 7695.04 of the bank comes before its register and without a mark
# in its purpose: it waits as the payment of one consumer.
say 'an order that came before its register is not told twice'
known_town
register=01_1831001238_40702810468000012345_640.txt
file utf8 1CClientBankExchange ВерсияФормата=1.03 Кодировка=Windows \
    ДатаНачала=05.11.2026 ДатаКонца=05.11.2026 \
    РасчСчет=40702810468000012345 СекцияРасчСчет \
    ДатаНачала=05.11.2026 ДатаКонца=05.11.2026 \
    РасчСчет=40702810468000012345 НачальныйОстаток=0.00 \
    ВсегоПоступило=7695.04 ВсегоСписано=0.00 КонечныйОстаток=7695.04 \
    КонецРасчСчет 'СекцияДокумент=Платежное поручение' Номер=686336 \
    Дата=05.11.2026 Сумма=7695.04 ПлательщикСчет=47422810368000000099 \
    Плательщик1=СБЕРБАНК ПлательщикИНН=7707083893 \
    ПолучательСчет=40702810468000012345 ДатаПоступило=05.11.2026 \
    'Получатель1=ООО "РТК"' ПолучательИНН=1831001238 ВидОплаты=01 \
    'НазначениеПлатежа=Перевод по договору 12' КонецДокумента КонецФайла
iconv -f utf8 -t cp1251 utf8 | sed 's/$/\r/' >statement.txt
quiet rtk-import statement statement.txt --as-of 2026-11-05
run rtk-reconcile run --as-of 2026-11-05
run rtk-reconcile unidentified --csv --as-of 2026-11-05
cp town.db decided.db
quiet rtk-import register "$register" --as-of 2026-11-06
run rtk-reconcile run --dry-run --as-of 2026-11-06
run rtk-reconcile run --as-of 2026-11-06
run rtk-reconcile run --as-of 2026-11-07
run rtk-reconcile report --csv --as-of 2026-11-12
run rtk-reconcile unidentified --csv --as-of 2026-11-07
run rtk-reconcile undo 1 --reason 'a guess' --as-of 2026-11-07
say 'what a person had decided stays, and the register shows it'
run rtk-reconcile --db decided.db assign 1 0000001001 --reason 'a guess' \
    --as-of 2026-11-05
quiet rtk-import --db decided.db register "$register" --as-of 2026-11-06
run rtk-reconcile --db decided.db run --as-of 2026-11-06
run rtk-reconcile --db decided.db run --as-of 2026-11-07
run rtk-reconcile --db decided.db report --csv --as-of 2026-11-12
