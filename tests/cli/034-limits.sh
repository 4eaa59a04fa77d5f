# needs: rtk-import
say 'a building holds 4095 accounts'
known_town
{
    head -1 accounts.csv
    seq -f 'Z%05g;B1;1;flat;x;1.00;yes;no;no;1;1;population;citizen;paper;2020-01-01' 4096
} >many.csv
run rtk-import accounts many.csv --as-of 2026-10-01
say 'the first hundred faults are listed'
{
    head -1 accounts.csv
    seq -f 'Q%05g;B9;1;flat;x;1.00;yes;no;no;1;1;population;citizen;paper;2020-01-01' 150
} >faults.csv
rtk-import accounts faults.csv --as-of 2026-10-01 2>listed
echo "=> $?"
run wc -l listed
run tail -2 listed
