# needs: rtk-report
say 'help and version go to stdout; a wrong word ends with 64'
run rtk-report --help
run rtk-report --version
run rtk-report
run rtk-report --no-such-option
run rtk-report nonsense
run rtk-report --as-of 2026-13-01 nonsense
