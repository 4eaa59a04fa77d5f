# needs: rtk-import
# needs: rtk-bill
say 'a shop in a building of its own: by contract load, then by its meter'
town
echo 'C1;Izhevsk;Lenina;1;426000;;1;400.00;0;low;;;none;2020-01-01' \
    >>buildings.csv
echo 'C1;C1;;nonresidential;Shop;400;yes;no;no;0;0;other;other;edo;2020-01-01' \
    >>accounts.csv
echo 'CM;building;C1;;heating;900009;6;3;gcal;2026-11-20;0;2030-01-01' \
    >>meters.csv
file contracts.csv \
    'account;kind;valid_from;load;indoor;design;plan;schedule;document' \
    'C1;load;2026-10-01;0,085;20;-33;42;35/18/plan;Contract 1'
# weather FROM TO DEGREES HEATING: a row a day
weather()
{
    local day=$1
    while [[ ! $day > $2 ]]; do
        echo "Izhevsk;$day;$3;$4;bulletin"
        day=$(date -d "$day + 1 day" +%F)
    done
}
{
    echo 'municipality;date;temperature;heating;document'
    weather 2026-10-01 2026-10-04 12 no
    weather 2026-10-05 2026-10-31 3,5 yes
} >temperatures.csv
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
for kind in buildings accounts meters; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
run rtk-import contracts contracts.csv --as-of 2026-10-01
quiet rtk-import readings history.csv --as-of 2026-10-01
quiet rtk-import readings readings.csv --as-of 2026-10-31
quiet rtk-import temperatures temperatures.csv --as-of 2026-11-01
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain C1 2026-10
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify 2026-10 --as-of 2026-11-03
say 'the load was another one: found late, posted with its reason'
file contracts.csv 'account;kind;valid_from;load;indoor;design;document' \
    'C1;load;2026-10-01;0.080;20;-33;Contract 1, corrected'
run rtk-import contracts contracts.csv --as-of 2026-11-10
run rtk-bill recalculate --as-of 2026-11-10
say 'a day of November is not known'
{
    echo 'municipality;date;temperature;document'
    weather 2026-11-01 2026-11-29 -5 | sed 's/;;/;/'
} >temperatures.csv
quiet rtk-import temperatures temperatures.csv --as-of 2026-12-01
run rtk-bill run 2026-11 --as-of 2026-12-03
