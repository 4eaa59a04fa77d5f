# needs: rtk-import
# needs: rtk-bill
say 'why the bill differs: parts that add up, worked out by hand'
closed_town
run rtk-bill why 0000001001 2026-10
file november.csv 'meter;date;value;channel' 'H1;2026-11-25;1010.500;collector' \
    'W1;2026-11-24;107.321;site' 'W2;2026-11-24;206.500;site'
file residents.csv 'account;registered;owners;valid_from' \
    '0000001003;3;2;2026-11-01'
quiet rtk-import readings november.csv --as-of 2026-11-30
quiet rtk-import residents residents.csv --as-of 2026-11-30
run rtk-bill why 0000001001 2026-11
quiet rtk-bill run 2026-11 --as-of 2026-12-03
# 6 Gcal * 50 / 200 * 2500.12 = 3750.18, it was 2812.64: 937.54
# 3 m3 * 0.0575 * 2500.12 = 431.27, it was 621.17: -189.90
# 3 m3 * 45.67 = 137.01, it was 197.34: -60.33
run rtk-bill why 0000001001 2026-11
# 3 * 3.16 = 9.48 m3, 0.5451 Gcal: 1362.82, it was 908.54: 454.28
# 9.48 * 45.67 = 432.95, it was 288.63; half of it 216.48, it was 144.32
run rtk-bill why 0000001003 2026-11 --csv
run rtk-bill why 0000001004 2026-11 --json
run rtk-bill why 7777 2026-11
run rtk-bill why 0000001001 2026-12
