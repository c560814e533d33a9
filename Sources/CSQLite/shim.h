#ifndef USHER_CSQLITE_SHIM_H
#define USHER_CSQLITE_SHIM_H

#include <sqlite3.h>

// Swift cannot call variadic functions.

static inline int usher_sqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif
