# needs: rtk-import
# needs: samples/bad/INDEX.csv
say 'each file of samples/bad: its status and its stable id, nothing stored'
. "$RTK_CASES/bad.bash"
