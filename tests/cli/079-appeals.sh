# needs: rtk-import
# needs: rtk-report
say 'appeals, and by when the law wants an answer: working days'
known_town
file appeals.csv 'account;appeal;received;channel;subject;document' \
    '0000001001;A-1;2026-10-02;phone;quality;в квартире холодно' \
    '0000001002;A-2;2026-10-05;site;recalculation;заявление об отсутствии' \
    '0000001003;A-3;2026-10-06;office;bill;'
run rtk-import appeals appeals.csv --as-of 2026-10-06
run rtk-report appeals --as-of 2026-10-08
say 'a complaint of quality leads to an outage that names it'
file outages.csv 'scope;code;service;kind;begin;end;temperature;document' \
    'account;0000001001;heating;temperature;2026-10-02T18:00;2026-10-03T18:00;15;Акт 12 по обращению A-1'
quiet rtk-import quality "$RTK_SOURCE/tariffs/quality.csv" --as-of 2026-10-06
quiet rtk-import outages outages.csv --as-of 2026-10-08
say 'the answer is a later row of the same appeal; twice is once'
file answers.csv 'account;appeal;received;channel;subject;answered;answer;document' \
    '0000001001;A-1;2026-10-02;phone;quality;2026-10-08;исх. 17;в квартире холодно' \
    '0000001003;A-3;2026-10-06;office;bill;2026-10-09;исх. 18;'
run rtk-import appeals answers.csv --as-of 2026-10-09
run rtk-import appeals answers.csv appeals.csv --as-of 2026-10-10
run rtk-report appeals --as-of 2026-10-13
run rtk-report appeals --all --csv --as-of 2026-10-13
say 'what cannot be is refused whole'
file wrong.csv 'account;appeal;received;channel;subject;answered' \
    '7777;A-4;2026-10-02;phone;quality;' \
    '0000001001;A-5;2026-10-02;phone;weather;' \
    '0000001001;A-6;2026-10-02;phone;quality;2026-10-01'
run rtk-import appeals wrong.csv --as-of 2026-10-13
