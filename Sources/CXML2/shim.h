// libxml2's push parser. Its ICU declarations would clash with Foundation's copy of ICU wherever both modules meet in one build,
// and nothing here uses them, so they are switched off before the other headers are read.

#ifndef CUSTOMARY_CXML2_SHIM_H
#define CUSTOMARY_CXML2_SHIM_H

#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#endif
