# needs: rtk-import
say 'what may be personal is not shown, what is a slip of the pen is'
known_town
file slips.csv 'meter;date;value;channel' \
    'W1;2026-10-25;12O,5;site' \
    'W1;2026-10-25;Иванов Иван;site' \
    'W1;2026-10-25;Иванов;site' \
    'W1;2026-10-25;+7 912 000-00-01;site' \
    'W1;2026-10-25;89120000001;site' \
    'W1;2026-10-25;a@mail.example;site' \
    'W1;2026-10-25;5;Ivan Petrov' \
    'W1;31.02.2026;5;site' \
    'W1;2026-10-25;5;pigeon' \
    'W1;2026-10-25;Petrov;site' \
    'W1;2026-10-25;Lenina 5-12;site' \
    'W1;912-000-0001;5;site' \
    'W1;2026-10-25;1.2.3;site'
run rtk-import readings slips.csv --as-of 2026-10-31
