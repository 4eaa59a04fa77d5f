# needs: rtk-import
say 'the database is private whatever the umask, and never made twice'
town
umask 0
run rtk-import init --first-period 2026-10 \
    --reference reference --as-of 2026-10-01
run stat -c %a town.db
run rtk-import init --first-period 2026-10 \
    --reference reference --as-of 2026-10-01
say 'a first period is needed and must be one'
run rtk-import --db other.db init
run rtk-import --db other.db init --first-period 2026-13
run rtk-import --db none/other.db init --first-period 2026-10 \
    --reference reference --as-of 2026-10-01
mkdir empty
run rtk-import --db other.db init --first-period 2026-10 --reference empty \
    --as-of 2026-10-01
run rtk-import --db other.db init --first-period 2026-10 --reference nowhere \
    --as-of 2026-10-01
say 'a reference with a fault leaves nothing behind'
cp -r reference broken
echo 'nonsense;1;2' >>broken/tariffs.csv
run rtk-import --db other.db init --first-period 2026-10 --reference broken \
    --as-of 2026-10-01
say 'what a killed init left goes, what a living one writes stays'
touch "third.db.$((2 ** 22 + 1)).part" "third.db.$((2 ** 22 + 1)).part-journal" \
    third.db.part third.db.1x.part
sleep 60 &
touch "third.db.$!.part"
echo "$!" >pid
run rtk-import --db third.db init --first-period 2026-10 \
    --reference reference --as-of 2026-10-01
run sh -c 'ls -d third.db* | sed "s/$(cat pid)/PID/" | LC_ALL=C sort'
kill "$(cat pid)"
rm third.db* pid
say 'nothing else was made'
run sh -c 'ls -d *.db*'
