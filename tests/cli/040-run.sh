# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
say 'the open month, as often as wanted; another month is not open'
known_town
run rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill run 2026-11 --as-of 2026-11-03
run rtk-bill run 2026-09 --as-of 2026-11-03
say 'no reading of the house meter: named, the others are billed'
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill close 2026-10 --as-of 2026-11-03
quiet rtk-import readings readings.csv --as-of 2026-10-31
say 'stale: inputs came in after the run'
run rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill run 2026-10 --as-of 2026-11-03 --json
run rtk-bill run 2026-10 --as-of 2026-11-03 --quiet
run rtk-report charges 2026-10 --csv
