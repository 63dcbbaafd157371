package io.sealcache.internal.seal;

/**
 * A value that was sealed for one entry: it could be encoded and is not too large. Immutable.
 *
 * @param carrier what the store takes
 */
public record Sealed(Object carrier) {
  @Override
  public String toString() {
    return "Sealed";
  }
}
