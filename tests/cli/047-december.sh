# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
say 'December is closed on the 21st: its rest costs what December costs'
town
quiet rtk-import init --first-period 2026-12 --reference reference \
    --as-of 2026-12-01
for kind in buildings accounts meters; do
    quiet rtk-import "$kind" "$kind.csv" --as-of 2026-12-01
done
head -n 1 reference/tariffs.csv >dearer.csv
sed -n '/^[a-z_]*;\(heat\|water\);/s/2026-01-01;/&2026-12-31/p' \
    reference/tariffs.csv >>dearer.csv
sed -n '/^[a-z_]*;\(heat\|water\);/s/\(RUB[^;]*\);[^;]*;22;\([a-z]*\);2026-01-01;.*/\1;9999;22;\2;2027-01-01;;Decree 3/p' \
    reference/tariffs.csv >>dearer.csv
quiet rtk-import tariffs dearer.csv --as-of 2026-12-10
file head.csv 'meter;account;service;serial;date;value;channel;received'
reading()
{
    cp head.csv "$1"
    shift
    printf '%s\n' "$@" >>"$file"
}
file=before.csv
reading before.csv 'H1;;;;2026-11-25;1000;collector;' \
    'W1;;;;2026-11-24;100;site;' 'W2;;;;2026-11-24;200;site;'
file=early.csv
reading early.csv 'H1;;;;2026-12-21;1004;collector;' \
    'W1;;;;2026-12-20;102;site;' 'W2;;;;2026-12-20;203;site;'
file=rest.csv
reading rest.csv 'H1;;;;2026-12-31;1006;collector;' \
    'W1;;;;2026-12-31;103;collector;'
file=next.csv
reading next.csv 'H1;;;;2027-01-25;1010;collector;' \
    'W1;;;;2027-01-24;105;site;' 'W2;;;;2027-01-24;206;site;'
quiet rtk-import readings before.csv --as-of 2026-12-01
quiet rtk-import readings early.csv --as-of 2026-12-21
quiet rtk-bill run 2026-12 --as-of 2026-12-21
quiet rtk-bill close 2026-12 --as-of 2026-12-21
run rtk-import readings rest.csv --as-of 2027-01-05
run rtk-bill recalculate --as-of 2027-01-05
quiet rtk-import readings next.csv --as-of 2027-01-26
run rtk-bill run 2027-01 --as-of 2027-02-01
run rtk-report charges 2027-01 --csv
quiet rtk-bill close 2027-01 --as-of 2027-02-01
run rtk-bill verify
