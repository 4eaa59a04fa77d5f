# needs: rtk-import
# needs: rtk-bill
say 'rooms of a communal flat share its heat and its water'
town
sed -i -e '1s/$/;living_area/' -e '2,$s/$/;/' \
    -e '/^0000001001/s/;1;flat;\(.*\);$/;1;room;\1;30.00/' \
    -e '/^0000001002/s/;2;flat;\(.*\);$/;1;room;\1;20.00/' accounts.csv
cat accounts.csv
known_rooms()
{
    quiet rtk-import init --first-period 2026-10 --reference reference \
        --as-of 2026-10-01
    local kind
    for kind in buildings accounts meters; do
        quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
    done
    quiet rtk-import readings history.csv --as-of 2026-10-01
    quiet rtk-import readings readings.csv --as-of 2026-10-31
}
known_rooms
run rtk-bill run 2026-10 --as-of 2026-11-03
# V_flat = 4.5 * 110 / 200 = 2.475 Gcal, of it 30/50 and 20/50;
# water 4.321 + 3.5 = 7.821 m3, of it 2/5 and 3/5
run rtk-bill explain 0000001001 2026-10
run rtk-bill explain 0000001002 2026-10
say 'the flat becomes two'
sed -i '/^0000001002/s/;1;room;\(.*\);2020-01-01;/;2;room;\1;2026-10-10;/' \
    accounts.csv
run rtk-import accounts accounts.csv --as-of 2026-10-31
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001002 2026-10
