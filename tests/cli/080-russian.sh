# needs: rtk-import
# needs: rtk-bill
# needs: cmd/po/ru.po
say 'messages in Russian; numbers and dates stay as they are'
export LC_ALL=C.UTF-8 LANGUAGE=ru RTK_LOCALEDIR="$RTK_BUILD/locale"
known_town
run rtk-import --help
# what the system says of it is in its own catalogue, which may be absent
run sh -c 'rtk-import readings none.csv --as-of 2026-10-31 2>&1 |
    sed "s/: [^:]*$/: .../"'
run rtk-import readings broken-readings.csv --as-of 2026-10-31
run rtk-bill run 2026-10 --as-of 2026-11-03
