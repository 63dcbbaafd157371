package io.sealcache.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Keys that are the same at each run, and look random. */
final class FixedKey {
  private FixedKey() {}

  static byte[] secret(int seed) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("sealcache test key " + seed).getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
