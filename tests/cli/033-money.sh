# needs: rtk-import
say 'payments, the register of a bank; a row nobody owns hangs, never lost'
known_town
register=01_1831001238_40702810468000012345_640.txt
run rtk-import payments payments.csv --as-of 2026-10-31
run rtk-import register "$register" --as-of 2026-11-05
cp "$register" again_1831001238_40702810468000012345_640.txt
run rtk-import register again_1831001238_40702810468000012345_640.txt \
    --as-of 2026-11-05
say 'cut: refused whole'
head -4 "$register" >cut_1831001238_40702810468000012345_640.txt
run rtk-import register cut_1831001238_40702810468000012345_640.txt \
    --as-of 2026-11-05
run rtk-import history --csv
