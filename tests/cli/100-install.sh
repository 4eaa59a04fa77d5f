# needs: rtk-import
# needs: rtk-bill
# needs: rtk-invoice
# needs: rtk-reconcile
# needs: rtk-report
say 'programs, pages, tables and the catalogue find their place'
quiet cmake --install "$RTK_BUILD" --prefix "$PWD/usr"
run sh -c "find usr -type f -printf '%P\\n' | sort"
