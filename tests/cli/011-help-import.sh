# needs: rtk-import
say 'help and version go to stdout; a wrong word ends with 64'
run rtk-import --help
run rtk-import --version
run rtk-import
run rtk-import --no-such-option
run rtk-import nonsense
run rtk-import --as-of 2026-13-01 nonsense
