package io.sealcache.internal.store;

/** {@code unwrap} of JCache's types: gives our own, never the store's. */
public final class Unwrap {
  private Unwrap() {}

  /**
   * {@code object} as a {@code type}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static <T> T to(Class<T> type, Object object) {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw new IllegalArgumentException(
        "%s is no %s. The wrapped store is out of reach on purpose: through it plaintext could be written"
            .formatted(object.getClass().getName(), type.getName()));
  }
}
