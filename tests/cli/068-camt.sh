# needs: rtk-import
# needs: rtk-reconcile
# needs: tests/data/bank
say 'the same day as camt.053 and as 1CClientBankExchange: known once'
known_town
bank=$RTK_SOURCE/tests/data/bank
cp "$bank/22_camt053.xml" "$bank/20_kl_to_1c_cp1251.txt" .
take()
{
    run rtk-import statement "$@" --as-of 2026-11-06
}
take 22_camt053.xml
take 20_kl_to_1c_cp1251.txt
take 22_camt053.xml --format 1c
quiet rtk-import register --as-of 2026-11-06 \
    "$bank/01_1831001238_40702810468000012345_640.txt"
run rtk-reconcile run --as-of 2026-11-06
run rtk-reconcile report --csv --as-of 2026-11-06
say 'an entry of two payments, and what is refused'
# change FILE OLD=>NEW: the statement with a part of it changed
change()
{
    python3 -c 'import re, sys
text = open("22_camt053.xml", encoding="utf-8").read()
old, new = sys.argv[2].split("=>", 1)
text, count = re.subn(old, new, text, count=1, flags=re.S)
assert count == 1, old
open(sys.argv[1], "w", encoding="utf-8").write(text)' "$@"
}
# two SUM: the payment 930.18 as 900.00 and SUM
two()
{
    part='<TxDtls><Amt Ccy="RUB">%s</Amt><Refs><EndToEndId>%s</EndToEndId></Refs></TxDtls>'
    # shellcheck disable=SC2059
    printf "$part$part" 900.00 18 "$1" 19
}
between='<NtryDtls><TxDtls>\s*<Refs><EndToEndId>17<.*?</NtryDtls>'
change parts.xml "$between=><NtryDtls>$(two 30.18)</NtryDtls>"
take parts.xml
change parts-wrong.xml "$between=><NtryDtls>$(two 30.19)</NtryDtls>"
take parts-wrong.xml
change day.xml '<Dt>2026-11-05</Dt></BookgDt>=><Dt>2026-11-35</Dt></BookgDt>'
take day.xml
change balance.xml '108475.22=>108475.23'
take balance.xml
change euro.xml '<Amt Ccy="RUB">930.18=><Amt Ccy="EUR">930.18'
take euro.xml
change foreign.xml '40702810468000012345</Id></Othr></Id><Ccy>=>40702810468000054321</Id></Othr></Id><Ccy>'
take foreign.xml
change cut.xml '</Document>=>'
take cut.xml
change doctype.xml '<Document =><!DOCTYPE x [<!ENTITY a "b">]><Document '
take doctype.xml
take doctype.xml --format camt54
