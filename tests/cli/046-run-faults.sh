# needs: rtk-import
# needs: rtk-bill
say 'a gap in the reference refuses the month and names key and date'

# month WORDS: the town with what stands in the files now, and its run.
month()
{
    say "$@"
    rm -f town.db*
    quiet rtk-import init --first-period 2026-10 --reference reference \
        --as-of 2026-10-01
    for kind in buildings accounts meters; do
        quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
    done
    quiet rtk-import readings history.csv --as-of 2026-10-01
    quiet rtk-import readings readings.csv --as-of 2026-10-31
    run rtk-bill run 2026-10 --as-of 2026-11-03
    town
}

town
sed -i '/^heating;heat;population/d' reference/tariffs.csv
month 'no price'
sed -i '/^heating;heat;population/s/2026-01-01;/2026-01-01;2026-10-14/' \
    reference/tariffs.csv
echo 'heating;heat;population;;RUB/Gcal;2600;22;included;2026-10-15;;x' \
    >>reference/tariffs.csv
month 'a price that changes in the middle of the month'
echo 'hot_water;single;population;;RUB/m3;200;22;included;2026-01-01;;x' \
    >>reference/tariffs.csv
month 'one rate and two components at once'
sed -i '/^hot_water;bath/s/2013-05-27/2027-01-01/' reference/norms.csv
month 'no norm'
sed -i 's/^Izhevsk/Sarapul/' reference/heating-months.csv
month 'no heating months'
sed -i '/^B1/s/;200.00;/;201.00;/' buildings.csv
month 'areas do not add up'
sed -i '/^H1/s/;heating;/;combined;/' meters.csv
month 'a combined house meter'
sed -i '/^0000001004/s/;no;no;0;0;/;yes;no;0;0;/' accounts.csv
month 'a shop without a meter of hot water'
sed -i '/^0000001003/s/;0;2;/;0;0;/' accounts.csv
month 'nobody lives there and nobody owns it'
sed -i '/^B1/s/;20.00;/;0;/' buildings.csv
sed -i '/;B1;/s/;yes;\(yes\|no\);/;own_source;\1;/' accounts.csv
month 'nothing in the house is heated'
