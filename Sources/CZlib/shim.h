// zlib.

#ifndef CUSTOMARY_CZLIB_SHIM_H
#define CUSTOMARY_CZLIB_SHIM_H

#include <zlib.h>

// inflateInit2 is a macro with the size of the structure in it.
static inline int customary_inflate_init(z_stream *stream, int bits) {
    return inflateInit2(stream, bits);
}

#endif
