package io.sealcache.keys;

/** Where the key store lies that a cache manager takes keys from. */
public enum KeyStoreType {
  /** In a file (RFC 7292). */
  PKCS12,
  /** In a token, such as a hardware security module, that its keys don't leave. */
  PKCS11
}
