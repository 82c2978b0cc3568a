// libpq, PostgreSQL's client library.

#ifndef CUSTOMARY_CPQ_SHIM_H
#define CUSTOMARY_CPQ_SHIM_H

#include <libpq-fe.h>

#endif
