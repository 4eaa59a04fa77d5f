# needs: rtk-import
# needs: rtk-bill
say 'verify finds what was changed past the triggers'
closed_town
cp town.db whole.db
forge()
{
    cp whole.db town.db
    rm -f town.db-wal town.db-shm
    sqlite3 town.db "$1"
}

say 'a kopeck in a line'
forge 'DROP TRIGGER charge_no_update;
    UPDATE charge SET amount_kop = amount_kop + 1
    WHERE id = (SELECT min(id) FROM charge)'
run rtk-bill verify
run rtk-bill verify --json
say 'a balance'
forge 'DROP TRIGGER balance_no_update;
    UPDATE balance SET heating_kop = heating_kop + 1
    WHERE id = (SELECT min(id) FROM balance)'
run rtk-bill verify
say 'the certificate'
forge "DROP TRIGGER month_no_update;
    UPDATE month SET certificate = replace(certificate, '0', '1')"
run rtk-bill verify
say 'a reading'
forge 'DROP TRIGGER reading_no_update;
    UPDATE reading SET value = value + 1000000
    WHERE id = (SELECT max(id) FROM reading)'
run rtk-bill verify
say 'the details of a payment, a setting, what nobody calculates with'
forge "DROP TRIGGER entry_no_update;
    UPDATE entry SET account_text = 'x' WHERE id = 2"
run rtk-bill verify
forge "DROP TRIGGER batch_no_update;
    UPDATE batch SET file = 'x' WHERE id = 3"
run rtk-bill verify
forge "DROP TRIGGER month_no_update;
    UPDATE month SET closed_day = closed_day - 1"
run rtk-bill verify
say 'the last month itself'
forge "DROP TRIGGER month_no_delete; DELETE FROM month"
run rtk-bill verify
say 'the state of meters'
forge "DROP TRIGGER building_month_no_update;
    UPDATE building_month SET state = x''"
run rtk-bill verify
