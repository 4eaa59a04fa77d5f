# needs: rtk-import
# needs: rtk-bill
# needs: rtk-report
say 'a damaged database is named as such, and never written'
closed_town
sqlite3 town.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
root=$(sqlite3 town.db "SELECT rootpage FROM sqlite_schema
    WHERE name = 'charge'")
page=$(sqlite3 town.db 'PRAGMA page_size')
dd if=/dev/zero of=town.db bs="$page" seek=$((root - 1)) count=1 conv=notrunc \
    status=none
run rtk-report charges 2026-10
run rtk-bill verify
