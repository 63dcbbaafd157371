package io.sealcache.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys that are the same at each run, and look random. */
public final class FixedKey {
  private FixedKey() {}

  public static byte[] secret(int seed) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("sealcache test key " + seed).getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a setting gives it. */
  public static String hex(int seed) {
    return HexFormat.of().formatHex(secret(seed));
  }
}
