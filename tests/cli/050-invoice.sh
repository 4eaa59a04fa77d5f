# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
say 'one PDF an account, whole files only, the same bytes again'
billed_town
run rtk-invoice 2026-10 --output pdf --as-of 2026-11-05
run rtk-invoice 2026-10 --output draft --draft --as-of 2026-11-03
run rtk-invoice 2026-10 --output dry --draft --dry-run --as-of 2026-11-03
run test -e dry
quiet rtk-bill close 2026-10 --as-of 2026-11-03
umask 0
run rtk-invoice 2026-10 --output pdf --as-of 2026-11-05
run stat -c '%a %n' pdf pdf/0000001001-2026-10.pdf
run sh -c "find pdf draft -type f | sort"
run rtk-invoice 2026-10 --output again --as-of 2026-11-05
run diff -r pdf again
run rtk-invoice 2026-10 --output one --account 0000001001 --as-of 2026-11-05
run rtk-invoice 2026-10 --output bundle --bundle building --as-of 2026-11-05
run sh -c "find one bundle -type f | sort"
say 'the index names what stands, over all runs into the folder'
cp pdf/index.csv whole.csv
run rtk-invoice 2026-10 --output pdf --account 0000001001 --as-of 2026-11-05
run cmp whole.csv pdf/index.csv
run rtk-invoice 2026-10 --output pdf --bundle building --as-of 2026-11-05
run cut -d';' -f1-3 pdf/index.csv
rm pdf/0000001001-2026-10.pdf
touch pdf/killed.pdf.part
run rtk-invoice 2026-10 --output pdf --account 0000002001 --as-of 2026-11-05
run cut -d';' -f1-3 pdf/index.csv
run test -e pdf/killed.pdf.part
say 'nowhere to write, nobody of that name'
file occupied x
run rtk-invoice 2026-10 --output occupied --as-of 2026-11-05
run rtk-invoice 2026-10 --output none --account 7777 --as-of 2026-11-05
run rtk-invoice 2026-10 --output none --building Z --as-of 2026-11-05
run rtk-invoice 2026-10 --as-of 2026-11-05
run rtk-invoice 2026-12 --output none --as-of 2026-11-05
say 'bundles of a route, in the order of addresses, by any number of workers'
run rtk-invoice 2026-10 --output routes --bundle route --as-of 2026-11-05
run cut -d';' -f1-3 routes/index.csv
run sh -c "pdftotext -layout -l 1 \$(ls routes/*.pdf | head -1) - | head -20"
run rtk-invoice 2026-10 --output routes4 --bundle route --jobs 4
run diff -r routes routes4
run rtk-invoice 2026-10 --output pdf4 --jobs 4
run diff -r again pdf4
say 'two accounts of one building make one bundle'
run rtk-invoice 2026-10 --output two --bundle building \
    --account 0000001003 --account 0000001001
run cut -d';' -f1-3 two/index.csv
run rtk-invoice 2026-10 --output none --jobs 0
run rtk-invoice 2026-10 --output none --jobs many
