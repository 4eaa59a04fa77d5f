# needs: rtk-import
# needs: rtk-bill
say 'verify finds what was changed past the triggers'
closed_town
sqlite3 town.db 'DROP TRIGGER charge_no_update;
    UPDATE charge SET amount_kop = amount_kop + 1
    WHERE id = (SELECT min(id) FROM charge)'
run rtk-bill verify
run rtk-bill verify --json
