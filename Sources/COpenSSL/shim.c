// The low-level SHA-256 calls are marked deprecated in OpenSSL 3 in favour of EVP, whose set-up costs several times the
// hash of a short row; the algorithm behind both is the same.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "openssl_shim.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

_Static_assert(sizeof(customary_sha256) == sizeof(SHA256_CTX), "the state has OpenSSL's layout");

void customary_sha256_init(customary_sha256 *state) { SHA256_Init((SHA256_CTX *)state); }

void customary_sha256_update(customary_sha256 *state, const void *bytes, size_t count) {
    if (count > 0) SHA256_Update((SHA256_CTX *)state, bytes, count);
}

void customary_sha256_final(customary_sha256 *state, uint8_t digest[32]) {
    SHA256_Final(digest, (SHA256_CTX *)state);
}

void *customary_gcm_new(void) {
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context == NULL) return NULL;
    if (EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, NULL, NULL) != 1) {
        EVP_CIPHER_CTX_free(context);
        return NULL;
    }
    return context;
}

void customary_gcm_free(void *context) { EVP_CIPHER_CTX_free(context); }

int customary_gcm_seal(void *context, const uint8_t key[32], const uint8_t nonce[12], const void *authenticated,
                       size_t authenticated_count, const void *clear, size_t count, uint8_t *sealed, uint8_t tag[16]) {
    if (count > INT_MAX || authenticated_count > INT_MAX) return 0;
    int written = 0;
    if (EVP_EncryptInit_ex(context, NULL, NULL, key, nonce) != 1) return 0;
    if (authenticated_count > 0
        && EVP_EncryptUpdate(context, NULL, &written, authenticated, (int)authenticated_count) != 1) return 0;
    if (count > 0 && EVP_EncryptUpdate(context, sealed, &written, clear, (int)count) != 1) return 0;
    uint8_t rest[16];
    if (EVP_EncryptFinal_ex(context, rest, &written) != 1) return 0;
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, tag) == 1;
}

int customary_gcm_open(void *context, const uint8_t key[32], const uint8_t nonce[12], const void *authenticated,
                       size_t authenticated_count, const void *sealed, size_t count, const uint8_t tag[16],
                       uint8_t *clear) {
    if (count > INT_MAX || authenticated_count > INT_MAX) return 0;
    int written = 0;
    if (EVP_DecryptInit_ex(context, NULL, NULL, key, nonce) != 1) return 0;
    if (authenticated_count > 0
        && EVP_DecryptUpdate(context, NULL, &written, authenticated, (int)authenticated_count) != 1) return 0;
    if (count > 0 && EVP_DecryptUpdate(context, clear, &written, sealed, (int)count) != 1) return 0;
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, 16, (void *)tag) != 1) return 0;
    uint8_t rest[16];
    return EVP_DecryptFinal_ex(context, rest, &written) == 1;
}

int customary_ed25519_generate(uint8_t seed[32]) { return customary_random(seed, 32); }

int customary_ed25519_public(const uint8_t seed[32], uint8_t key[32]) {
    EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    if (pair == NULL) return 0;
    size_t count = 32;
    int done = EVP_PKEY_get_raw_public_key(pair, key, &count) == 1 && count == 32;
    EVP_PKEY_free(pair);
    return done;
}

int customary_ed25519_sign(const uint8_t seed[32], const void *message, size_t count, uint8_t signature[64]) {
    EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = 64;
    int done = pair != NULL && context != NULL && EVP_DigestSignInit(context, NULL, NULL, NULL, pair) == 1
        && EVP_DigestSign(context, signature, &length, message, count) == 1 && length == 64;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(pair);
    return done;
}

int customary_ed25519_verify(const uint8_t key[32], const void *message, size_t count, const uint8_t signature[64]) {
    EVP_PKEY *public_key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int valid = public_key != NULL && context != NULL
        && EVP_DigestVerifyInit(context, NULL, NULL, NULL, public_key) == 1
        && EVP_DigestVerify(context, signature, 64, message, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(public_key);
    return valid;
}

int customary_random(void *bytes, size_t count) { return count <= INT_MAX && RAND_bytes(bytes, (int)count) == 1; }
