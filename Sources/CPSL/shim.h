// libpsl: the Public Suffix List.

#ifndef CUSTOMARY_CPSL_SHIM_H
#define CUSTOMARY_CPSL_SHIM_H

#include <libpsl.h>

#endif
