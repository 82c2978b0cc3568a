// libxlsxwriter.

#ifndef CUSTOMARY_CXLSXWRITER_SHIM_H
#define CUSTOMARY_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
