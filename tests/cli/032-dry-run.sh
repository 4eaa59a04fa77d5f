# needs: rtk-import
say 'a dry run does everything and keeps nothing'
known_town
run rtk-import readings readings.csv --dry-run --as-of 2026-10-31
run rtk-import readings broken-readings.csv -n --as-of 2026-10-31
run rtk-import history --kind readings --csv
run rtk-import quarantine --as-of 2026-11-03
