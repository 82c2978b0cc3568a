#ifndef CUSTOMARY_OPENSSL_SHIM_H
#define CUSTOMARY_OPENSSL_SHIM_H

#include <stddef.h>
#include <stdint.h>

// The few primitives that Digest needs of Debian's libcrypto. Functions that can fail return 1 for success and 0 for failure.

/// The state of a running SHA-256; a plain value, so that a copy is a fork.
typedef struct {
    uint32_t words[8];
    uint32_t lengths[2];
    uint32_t data[16];
    unsigned int used;
    unsigned int digest_length;
} customary_sha256;

void customary_sha256_init(customary_sha256 *state);
void customary_sha256_update(customary_sha256 *state, const void *bytes, size_t count);
void customary_sha256_final(customary_sha256 *state, uint8_t digest[32]);

/// AES-256-GCM contexts; one may be used again and again by one thread.
void *customary_gcm_new(void);
void customary_gcm_free(void *context);
int customary_gcm_seal(void *context, const uint8_t key[32], const uint8_t nonce[12], const void *authenticated,
                       size_t authenticated_count, const void *clear, size_t count, uint8_t *sealed, uint8_t tag[16]);
int customary_gcm_open(void *context, const uint8_t key[32], const uint8_t nonce[12], const void *authenticated,
                       size_t authenticated_count, const void *sealed, size_t count, const uint8_t tag[16],
                       uint8_t *clear);

int customary_ed25519_generate(uint8_t seed[32]);
int customary_ed25519_public(const uint8_t seed[32], uint8_t key[32]);
int customary_ed25519_sign(const uint8_t seed[32], const void *message, size_t count, uint8_t signature[64]);
int customary_ed25519_verify(const uint8_t key[32], const void *message, size_t count, const uint8_t signature[64]);

int customary_random(void *bytes, size_t count);

#endif
