# needs: rtk-bill
say 'help and version go to stdout; a wrong word ends with 64'
run rtk-bill --help
run rtk-bill --version
run rtk-bill
run rtk-bill --no-such-option
run rtk-bill nonsense
run rtk-bill --as-of 2026-13-01 nonsense
