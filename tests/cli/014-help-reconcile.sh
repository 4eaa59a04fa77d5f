# needs: rtk-reconcile
say 'help and version go to stdout; a wrong word ends with 64'
run rtk-reconcile --help
run rtk-reconcile --version
run rtk-reconcile
run rtk-reconcile --no-such-option
run rtk-reconcile nonsense
run rtk-reconcile --as-of 2026-13-01 nonsense
