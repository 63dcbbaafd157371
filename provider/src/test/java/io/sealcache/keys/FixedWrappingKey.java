package io.sealcache.keys;

/** A wrapping key that is the same at each run. */
public final class FixedWrappingKey {
  private FixedWrappingKey() {}

  public static WrappingKey of(int seed) {
    return new WrappingKey(new JdkKeyWrap(FixedKey.secret(seed)));
  }
}
