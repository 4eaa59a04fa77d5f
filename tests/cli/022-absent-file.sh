# needs: rtk-import
town
quiet rtk-import init --first-period 2026-10 \
    --reference reference --as-of 2026-10-01
say 'a file that is absent, a folder, or not for us to read: 66'
run rtk-import readings none.csv --as-of 2026-10-31
mkdir folder
run rtk-import readings folder --as-of 2026-10-31
run rtk-import readings --as-of 2026-10-31
say 'an empty file and a foreign header are refused: 65'
: >empty.csv
run rtk-import readings empty.csv --as-of 2026-10-31
file foreign.csv 'meter;date;value;channel;colour' 'm;2026-10-25;1;office;red'
run rtk-import readings foreign.csv --as-of 2026-10-31
run rtk-import history --csv
