package io.sealcache.internal.census;

/**
 * How an entry says that it was sealed: nothing of it is authenticated.
 *
 * @param suite of the ciphers, the first byte of a stored value
 * @param dataKeyId of the key that sealed the value
 * @param indexKeyId of the key that sealed the key
 */
public record SealedBy(int suite, int dataKeyId, int indexKeyId) {}
