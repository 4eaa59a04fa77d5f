# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
# needs: hledger
say 'what people read and hand on'
closed_town
run rtk-report charges 2026-10
run rtk-report charges 2026-10 --csv
run rtk-report turnover 2026-10
run rtk-report turnover 2026-10 --csv
run rtk-report turnover 2026-10 --json
run rtk-report account 0000001001 --as-of 2026-11-05
run rtk-report account 7777 --as-of 2026-11-05
run rtk-report journal 2026-10 --format hledger
run rtk-report journal 2026-10 --format pigeon
run rtk-report charges 2026-12 --csv
rtk-report journal 2026-10 --format hledger >month.journal
run env LC_ALL=C.UTF-8 hledger -f month.journal check
