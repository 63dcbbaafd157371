package io.sealcache.keys;

import java.util.HexFormat;

/** A wrapping key that is the same at each run. */
public final class FixedWrappingKey {
  private FixedWrappingKey() {}

  public static WrappingKey of(int seed) {
    return of(FixedKey.hex(seed));
  }

  /** Of these hexadecimal digits. */
  public static WrappingKey of(String digits) {
    return WrappingKey.of(HexFormat.of().parseHex(digits));
  }
}
