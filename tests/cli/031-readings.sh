# needs: rtk-import
say 'what cannot be used waits, what can be used is taken; all is counted'
known_town
run rtk-import readings readings.csv --as-of 2026-10-31
run rtk-import readings broken-readings.csv --as-of 2026-10-31
run rtk-import quarantine --as-of 2026-11-03
run rtk-import quarantine --kind readings --csv --as-of 2026-11-03
run rtk-import readings readings.csv broken-readings.csv --as-of 2026-11-01
run rtk-import history --kind readings --csv
say 'quiet means silent when all is well'
file late.csv 'meter;date;value;channel' 'W1;2026-10-28;105.000;site'
run rtk-import readings late.csv --quiet --as-of 2026-10-31
