// The part of SQLite's interface that takes variadic arguments, which Swift can't call.

#ifndef CUSTOMARY_CSQLITE_SHIM_H
#define CUSTOMARY_CSQLITE_SHIM_H

#include <sqlite3.h>

// Nothing that SQL says may damage the file or rest on what its schema claims.
static inline int customary_sqlite_defend(void *database) {
    sqlite3 *handle = (sqlite3 *)database;
    int code = sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, (void *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (void *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (void *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (void *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (void *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, (void *)0);
    return code;
}

#endif
