# needs: rtk-import
# needs: rtk-reconcile
# needs: tests/data/bank
say 'files of the bank as they come: again, corrected, broken, called back'
known_town
bank=$RTK_SOURCE/tests/data/bank
take()
{
    cp "$bank/$2" .
    run rtk-import "$1" "$2" --as-of 2026-11-12
}
take register 01_1831001238_40702810468000012345_640.txt
take register 02_resent_other_name.txt
take register 03_corrected_overlap.txt
take register 04_bad_accounts.txt
take register 06_reversal.txt
take register 08_no_trailer.txt
take register 08_truncated_in_row.txt
take register 08_wrong_count.txt
take register 08_wrong_sum.txt
say 'the same rows in other encodings are known'
for name in cp866 dot_decimals eof_mark koi8r lf_only utf8_bom; do
    take register "09_$name.txt"
done
take register 10_semicolon_and_quotes_in_name.txt
take register 21_gross_register.txt
say 'a file of another account'
tr -d '\r' <"$bank/21_gross_register.txt" \
    >1831001238_40702810838000054321_1.txt
run rtk-import register 1831001238_40702810838000054321_1.txt \
    --as-of 2026-11-12
say 'statements of one day, downloaded again and again'
take statement 20_kl_to_1c_cp1251.txt
take statement 20_kl_to_1c_cp866.txt
take statement 20_kl_to_1c_no_end.txt
take statement 20_kl_to_1c_utf8_bom_lying_DOS.txt
take statement 21_kl_to_1c.txt
run rtk-reconcile run --as-of 2026-11-12
run rtk-reconcile run --as-of 2026-11-12
run rtk-reconcile report --csv --as-of 2026-11-12
run rtk-reconcile report 2026-10 --csv --as-of 2026-11-12
run rtk-reconcile report --register 99 --as-of 2026-11-12
run rtk-reconcile unidentified --as-of 2026-11-12
say 'an account that a person finds, one that the registry brings'
run rtk-reconcile assign 7 0000001001 --reason 'call of the payer' \
    --as-of 2026-11-12
sed -n '1p; s/^0000001001;B1;1/0000001005;B1;5/p' accounts.csv >new.csv
run rtk-import accounts new.csv --as-of 2026-11-12
run rtk-reconcile run --as-of 2026-11-12
