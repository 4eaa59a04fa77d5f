#include "base/base.h"

#include "import_list.h"

int
rtk_import_history(struct rtk_cli *cli, struct rtk_err *err)
{
	(void)cli;
	return rtk_fail(err, RTK_E_IDENTITY);
}

int
rtk_import_quarantine_list(struct rtk_cli *cli, struct rtk_err *err)
{
	(void)cli;
	return rtk_fail(err, RTK_E_IDENTITY);
}
