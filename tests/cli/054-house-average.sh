# needs: rtk-import
# needs: rtk-bill
say 'the verification of the house meter ran out: an average by temperature'
town
sed -i '/^H1/s/;2030-01-01$/;2026-09-30/' meters.csv
sed -i -e '1s/$/;indoor_norm/' -e '2,$s/$/;20/' buildings.csv
file history.csv 'meter;date;value;channel' \
    'H1;2026-02-28;900;collector' 'H1;2026-03-31;930;collector' \
    'H1;2026-04-30;950;collector' 'H1;2026-05-31;960;collector' \
    'H1;2026-09-25;1000;collector'
# weather FROM TO DEGREES: a row a day
weather()
{
    local day=$1
    while [[ ! $day > $2 ]]; do
        echo "Izhevsk;$day;$3;bulletin"
        day=$(date -d "$day + 1 day" +%F)
    done
}
{
    echo 'municipality;date;temperature;document'
    weather 2025-10-01 2026-05-31 -10
    weather 2026-10-01 2026-10-30 4,5
} >temperatures.csv
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
for kind in buildings accounts meters; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
quiet rtk-import readings history.csv --as-of 2026-10-01
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-import temperatures temperatures.csv --as-of 2026-11-01
run rtk-bill run 2026-10 --as-of 2026-11-03
echo 'Izhevsk;2026-10-31;4.5;bulletin' >>temperatures.csv
run rtk-import temperatures temperatures.csv --as-of 2026-11-02
run rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001001 2026-10 --line 1
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify 2026-10 --as-of 2026-11-03
say 'a temperature comes late and corrected'
file temperatures.csv 'municipality;date;temperature;document' \
    'Izhevsk;2026-10-31;14.5;bulletin, corrected'
run rtk-import temperatures temperatures.csv --as-of 2026-11-10
run rtk-bill recalculate --as-of 2026-11-10
