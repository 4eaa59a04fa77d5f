# needs: rtk-import
# needs: rtk-bill
say 'an act of no access: from its date the average, then from month to month'
town
file history.csv 'meter;date;value;channel' \
    'H1;2026-09-25;1000.000;collector' 'W2;2026-09-20;200.000;office' \
    'W1;2026-03-20;76;site' 'W1;2026-04-20;80;site' 'W1;2026-05-20;84;site' \
    'W1;2026-06-20;88;site' 'W1;2026-07-20;92;site' 'W1;2026-08-20;96;site' \
    'W1;2026-09-20;100;site'
file readings.csv 'meter;date;value;channel' \
    'H1;2026-10-25;1004.500;collector' 'W1;2026-10-10;102;site' \
    'W1;2026-10-24;103;site' 'W2;2026-10-23;203.5;phone'
file acts.csv 'account;service;kind;date;document' \
    '0000001001;hot_water;no_access;2026-10-16;Act 7'
quiet rtk-import init --first-period 2026-10 --reference reference \
    --as-of 2026-10-01
for kind in buildings accounts meters; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-10-01
done
quiet rtk-import readings history.csv --as-of 2026-10-01
quiet rtk-import readings readings.csv --as-of 2026-10-31
run rtk-import acts acts.csv --as-of 2026-10-31
run rtk-import acts acts.csv --as-of 2026-10-31
quiet rtk-bill run 2026-10 --as-of 2026-11-03
run rtk-bill explain 0000001001 2026-10
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify 2026-10 --as-of 2026-11-03
say 'in November a controller was let in: what ran, less what was estimated'
file readings.csv 'meter;date;value;channel' \
    'H1;2026-11-25;1009.500;collector' 'W1;2026-11-12;108;controller' \
    'W2;2026-11-23;207;phone'
quiet rtk-import readings readings.csv --as-of 2026-11-30
quiet rtk-bill run 2026-11 --as-of 2026-12-03
run rtk-bill explain 0000001001 2026-11
say 'the act was void: October is billed anew'
file acts.csv 'account;service;kind;date;document;annulled' \
    '0000001001;hot_water;no_access;2026-10-16;Act 7;yes'
quiet rtk-import acts acts.csv --as-of 2026-12-03
run rtk-bill recalculate --as-of 2026-12-03
say 'unauthorised use: ten norms, less what October charged already'
file acts.csv 'account;service;kind;date;date_from;date_to;document' \
    '0000001002;hot_water;unauthorised;2026-11-20;2026-10-17;2026-10-31;Act 8'
quiet rtk-import acts acts.csv --as-of 2026-12-03
run rtk-bill run 2026-11 --as-of 2026-12-03
run rtk-bill explain 0000001002 2026-11
run sh -c 'rtk-report charges 2026-11 --csv --quiet | grep recalculation'
quiet rtk-bill close 2026-11 --as-of 2026-12-03
run rtk-bill verify 2026-11 --as-of 2026-12-03
run rtk-bill recalculate --as-of 2026-12-04
say 'a late fact in the month of the act: what it charged stays as it is'
file late.csv 'account;registered;owners;valid_from' \
    '0000001003;1;2;2026-11-16'
quiet rtk-import residents late.csv --as-of 2026-12-04
run rtk-bill recalculate --dry-run --as-of 2026-12-04
say 'п. 61: found lower, and read again by the consumer in the same month'
file readings.csv 'meter;date;value;channel' \
    'H1;2026-12-25;1014.000;collector' 'W1;2026-12-20;112;site' \
    'W2;2026-12-08;205;controller' 'W2;2026-12-22;206.2;phone'
run rtk-import readings readings.csv --as-of 2026-12-31
quiet rtk-bill run 2026-12 --as-of 2027-01-03
run rtk-bill explain 0000001002 2026-12
say 'what does not belong to an act'
file acts.csv 'account;service;kind;date;throughput;document' \
    '0000001001;hot_water;no_access;2026-10-16;0.5;Act 7'
run rtk-import acts acts.csv --as-of 2026-12-03
