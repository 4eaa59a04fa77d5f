#include "base/base.h"

#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SCHEMA = 1 };

static int
write_stdout(
    void *context, const char *bytes, size_t size, struct rtk_err *err)
{
	(void)context;
	if (fwrite(bytes, 1, size, stdout) == size)
		return 0;
	return rtk_failf(err, RTK_E_FILE_WRITE, "stdout: %s", strerror(errno));
}

struct rtk_printer_options
rtk_output_options(const struct rtk_cli *cli, const char *name)
{
	return (struct rtk_printer_options){
	    .form = cli->json ? RTK_PRINTER_JSON
		: cli->csv    ? RTK_PRINTER_CSV
			      : RTK_PRINTER_TEXT,
	    .name = name,
	    .schema = SCHEMA,
	    .write = write_stdout,
	};
}

struct rtk_printer *
rtk_output_printer(const struct rtk_cli *cli, const char *name)
{
	struct rtk_printer_options options = rtk_output_options(cli, name);

	return rtk_printer_new(&options);
}
