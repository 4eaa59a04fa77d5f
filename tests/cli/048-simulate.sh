# needs: rtk-import
# needs: rtk-bill
say 'a month under other prices and norms: compared, never stored'
known_town
mkdir other gap none
run rtk-bill simulate 2026-10 --reference other
quiet rtk-import readings readings.csv --as-of 2026-10-31
quiet rtk-bill run 2026-10 --as-of 2026-11-03
say 'the same prices: no difference'
cp reference/tariffs.csv other
run rtk-bill simulate 2026-10 --reference other --csv
say 'heating for people at 3200: 2.136 * 3200 = 6835.20, up 27.99 %'
sed 's/^heating;heat;population;;RUB.Gcal;2500.12/heating;heat;population;;RUB\/Gcal;3200/' \
    reference/tariffs.csv >other/tariffs.csv
run rtk-bill simulate 2026-10 --reference other
say 'and a norm of 0.03 Gcal: 80 m2 * 0.03 * 3200 = 7680.00, up 43.81 %'
sed 's/0.0267/0.03/' reference/norms.csv >other/norms.csv
run rtk-bill simulate 2026-10 --reference other --csv
say 'a threshold of 50 %: the policy is a table too'
file other/policies.csv 'policy;value;valid_from;document' \
    'bills.growth_percent;50;2026-01-01;Example act'
run rtk-bill simulate 2026-10 --reference other --json
say 'nothing was stored; a closed month is compared as well'
quiet rtk-bill close 2026-10 --as-of 2026-11-03
run rtk-bill verify
run rtk-bill simulate 2026-10 --reference other --csv
say 'tables that are missing, gap or are faulty'
run rtk-bill simulate 2026-10 --reference none
sed '2d' reference/tariffs.csv >gap/tariffs.csv
run rtk-bill simulate 2026-10 --reference gap
sed 's/;45.67;/;4O;/' reference/tariffs.csv >gap/tariffs.csv
run rtk-bill simulate 2026-10 --reference gap
run rtk-bill simulate 2026-10
run rtk-bill simulate 2026-11 --reference other
