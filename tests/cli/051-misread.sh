# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: rtk_misprint.so
say 'a QR that does not read as it was meant stops its file, and no other'
billed_town
quiet rtk-bill close 2026-10 --as-of 2026-11-03
misprint()
{
    LD_PRELOAD=$RTK_BUILD/rtk_misprint.so RTK_MISPRINT=$1 "${@:2}"
}
run misprint PersAcc=0000001002 rtk-invoice 2026-10 --output pdf
run sh -c "find pdf -type f | sort"
run cut -d';' -f1-3 pdf/index.csv
run misprint PersAcc=0000001002 rtk-invoice 2026-10 --output bundles \
    --bundle building --jobs 2
run sh -c "find bundles -type f | sort"
say 'the next run completes both'
run rtk-invoice 2026-10 --output pdf
run rtk-invoice 2026-10 --output bundles --bundle building --jobs 2
run sh -c "find pdf bundles -type f | sort"
