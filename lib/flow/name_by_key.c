#include "base/base.h"

#include "flow/name_by_key.h"

int
rtk_name_by_key(const char **name, struct rtk_name_by_key *names, int64_t key,
    struct rtk_err *err)
{
	while (!names->ended && names->row.id < key) {
		int rc = rtk_names_next(names->scan, &names->row, err);

		if (rc < 0)
			return -1;
		names->ended = rc == 0;
	}
	*name = !names->ended && names->row.id == key ? names->row.code : "";
	return 0;
}
