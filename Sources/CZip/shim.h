// libzip.

#ifndef CUSTOMARY_CZIP_SHIM_H
#define CUSTOMARY_CZIP_SHIM_H

#include <zip.h>

#endif
