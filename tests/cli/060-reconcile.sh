# needs: rtk-import
# needs: rtk-reconcile
say 'what hangs is named until a person assigns it'
known_town
quiet rtk-import payments payments.csv --as-of 2026-10-31
quiet rtk-import register 01_1831001238_40702810468000012345_640.txt \
    --as-of 2026-11-05
run rtk-reconcile run --as-of 2026-11-06
run rtk-reconcile run --as-of 2026-11-06
run rtk-reconcile report --as-of 2026-11-12
run rtk-reconcile unidentified --csv --as-of 2026-11-06
entry=$(rtk-reconcile unidentified --csv --as-of 2026-11-06 |
    sed -n '2s/;.*//p')
run rtk-reconcile assign "$entry" 7777 --reason 'letter 5' \
    --as-of 2026-11-06
run rtk-reconcile assign "$entry" 0000001003 --as-of 2026-11-06
run rtk-reconcile assign "$entry" 0000001003 --reason 'letter 5' \
    --as-of 2026-11-06
run rtk-reconcile assign "$entry" 0000001003 --reason 'letter 5' \
    --as-of 2026-11-06
run rtk-reconcile unidentified --as-of 2026-11-06
