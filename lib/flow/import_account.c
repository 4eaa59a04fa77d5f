#include "base/base.h"

#include "flow/import_account.h"

#include "store/names.h"

int
rtk_import_account(int64_t *account, const struct rtk_import *import,
    const struct rtk_import_row *row, int column, struct rtk_err *err)
{
	int rc = rtk_account_find(
	    import->db, row->values[column].text, account, err);

	if (rc == 0)
		return rtk_import_fail(
		    err, RTK_E_REG_UNKNOWN_ACCOUNT, row, column);
	return rc < 0 ? -1 : 0;
}

int
rtk_import_first_account(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	return rtk_import_account(&row->object, import, row, 0, err);
}
