# needs: rtk-import
# needs: rtk-bill
say 'every symbol, its source, the clause and the rounding'
billed_town
run rtk-bill explain 0000001001 2026-10
run rtk-bill explain 0000001003 2026-10
run rtk-bill explain 0000001004 2026-10 --line 1
run rtk-bill explain 0000002001 2026-10
run rtk-bill explain 0000001001 2026-10 --line 99
run rtk-bill explain 0000001001 2026-10 --line x
run rtk-bill explain 7777 2026-10
run rtk-bill explain 0000001001 2026-11
run rtk-bill explain 0000001001
say 'for programs: one document, or two tables'
run rtk-bill explain 0000001003 2026-10 --json
run rtk-bill explain 0000001004 2026-10 --csv --line 2
run rtk-bill explain 0000001004 2026-10 --json --line 3
