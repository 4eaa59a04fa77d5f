# needs: rtk-invoice
say 'help and version go to stdout; a wrong word ends with 64'
run rtk-invoice --help
run rtk-invoice --version
run rtk-invoice
run rtk-invoice --no-such-option
run rtk-invoice nonsense
run rtk-invoice --as-of 2026-13-01 nonsense
