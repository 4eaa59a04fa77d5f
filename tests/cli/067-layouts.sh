# needs: rtk-import
# needs: rtk-reconcile
# needs: samples/maps
say 'registers of other banks: known layouts, and those of a map'
known_town
take()
{
    run rtk-import register "$@" --as-of 2026-11-06
}
cp1251()
{
    iconv -f utf8 -t cp1251 | sed 's/$/\r/'
}
say 'VTB: 500.00 and 250.50, less 7.00 and 3.50'
cp1251 >vtb.txt <<END
05.11.2026;10:15:00;3;123;UNI0001;0000001001;Иванова;Пушкинская 130-1;1026;500.00;493.00;7.00
05.11.2026;10:16:00;4;124;UNI0002;0000001002;;;1026;250.50;247.00;3.50
=2;750.50;740.00;10.50;700100;05.11.2026
END
take vtb.txt
say 'Gorod: 480.00 and 250.25; sent again with a row more'
cp1251 >gorod.txt <<END
#FILESUM 730.25
#TYPE 7
#DATE 05.11.2026
#NUM 15
Иванова А.А.;Ижевск,Пушкинская,130,кв. 1;0000001001;480.00;;;;
Петров Б.Б.;Ижевск,Пушкинская,130,кв. 3;0000001003;250.25;;;;
END
take gorod.txt
cp1251 >gorod-again.txt <<END
#filesum 830.25
#TYPE 7
#DATE 05.11.2026
#NUM 15
Петров Б.Б.;Ижевск,Пушкинская,130,кв. 3;0000001003;250.25;;;;
Иванова А.А.;Ижевск,Пушкинская,130,кв. 1;0000001001;480.00;;;;
Иванова А.А.;Ижевск,Пушкинская,130,кв. 1;0000001001;100.00;;;;
END
take gorod-again.txt
sed 's/830.25/830.24/' gorod-again.txt >gorod-wrong.txt
take gorod-wrong.txt
say 'packs in cp866: 900.00 and 500.00, and a reading of the first meter'
pack()
{
    iconv -f utf8 -t cp866 <<END
***|049401601|Ц1|17|05.11.2026|10:00|05.11.2026|1|1500.00|1400.00|0|0.00|!1.00|
###|П1|Ц1|5|05.11.2026|05.11.2026|2|1500.00|1400.00|0|0.00|1|!1.00|
@@@|1|Ц1|1|12|0000001001|04.11.2026|10.2026|0000|900.00|900.00|0|0|0|0.00|1,900.00,0|1,104.9|
@@@|2|Ц1|1|12|0000001002|04.11.2026|10.2026|0000|600.00|500.00|0|0|0|0.00|||
END
}
pack >pack.txt
take pack.txt --encoding cp866
pack | sed 's/|500.00|/|500.01|/' >pack-wrong.txt
take pack-wrong.txt --encoding cp866
pack | sed 's/|2|1500/|3|1500/' >pack-count.txt
take pack-count.txt --encoding cp866
pack | sed 2d >pack-head.txt
take pack-head.txt --encoding cp866
say 'Sberbank with a reading: meter 500002 of the second account at 205.5'
cp1251 >sber17.txt <<END
04-11-2026;10-00-00;8618;8618999V;270000000021;0000001002;А;Б;1026;500002:205,5;2;ГВС;;1;300,00;295,20;4,80
04-11-2026;10-00-01;8618;8618999V;270000000022;0000001003;А;Б;1026;500001:300;2;ГВС;;1;10,00;10,00;0,00
=2;310,00;305,20;4,80;700300;05-11-2026
END
take sber17.txt
take sber17.txt --format sber-17
say 'acquiring: a refund names its payment; one account is unknown'
file tochka.csv \
    'TRANS_DATE;TRANSACTION_ID;SUM;COMMISSION;USER_INFO;PARENT_TRANSACTION_ID;TRANSACTION_TYPE;PAYMENT_METHOD_TYPE' \
    '2026-11-04 12:00:00;T1;1000,00;7,00;0000001001;;PAYMENT;CARD' \
    '2026-11-05 09:00:00;T2;200,00;0,00;;T1;REFUND;CARD' \
    '2026-11-05 10:00:00;T3;50,00;0,35;0000009999;;PAYMENT;SBP'
take tochka.csv
cp1251 >alfa.csv <<END
"Наименование банка ""Альфа-Банк""";;;;
Наименование предприятия ООО "РТК";;;;
За период 04.11.2026 по 04.11.2026;;;;
Сумма транзакций;6550.00;;;
Сумма комиссий с НДС;-79.91;;;
Сумма транзакций без комиссий;6470.09;;;
Дата операции;Время операции;Сумма транзакции;Тип операции;Сумма комиссии с НДС;Сумма без комиссии;Комиссия без учета НДС
04.11.2026;11:49:14;2300.00;кредит;-28.06;2271.94;-23.00
04.11.2026;14:48:42;4250.00;кредит;-51.85;4198.15;-42.50
END
take alfa.csv
say 'layouts of staff'
maps=$RTK_SOURCE/samples/maps
cp "$maps/pochta.txt" "$maps/terminals.csv" .
take pochta.txt
take --format "map:$maps/pochta.map" pochta.txt
take --format "map:$maps/terminals.map" terminals.csv
head -n 2 pochta.txt >cut.txt
take --format "map:$maps/pochta.map" cut.txt
take --format "map:$maps/terminals.map" cut.txt
take --format map:nowhere.map cut.txt
file bad.map 'layout = bad' 'delimiter = ;' 'delimiter = tab' 'colour = red' \
    'sum = 3 /[/' 'words' 'account = "Account"'
take --format map:bad.map cut.txt
file gap.map 'layout = gap' 'delimiter = ;' 'sum = 3'
take --format map:gap.map cut.txt
say 'two formats fit: a person says which'
cp1251 >both.txt <<END
05.11.2026;10:15:00;3;123;UNI0009;0000001001;Иванова;Пушкинская 130-1;1026;500,00;493,00;7,00
=1;500,00;493,00;7,00;700109;05.11.2026
END
take both.txt
take both.txt --format wtb
take both.txt --format vtb
take both.txt --format sber
say 'what came in: every kopeck is posted or hangs'
run rtk-import history --kind register --csv
run rtk-reconcile report --csv --as-of 2026-11-06
run rtk-reconcile unidentified --as-of 2026-11-06
run rtk-import quarantine --as-of 2026-11-03
run rtk-import history --kind readings
