package io.sealcache.internal.seal;

import java.util.ArrayList;
import java.util.List;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What other JVMs must know of a cache that outlives the one which created it. Lies sealed in the
 * store. Immutable.
 *
 * @param standardExpiry the policy, where it is one of JCache's own; null: one of the
 *     application's, which each JVM needs
 */
public record CacheDescriptor(
    String keyType,
    String valueType,
    boolean hasLoader,
    boolean hasWriter,
    @Nullable ExpiryPolicy standardExpiry) {

  /** The application's own code that it was created with, for a message. */
  List<String> code() {
    List<String> code = new ArrayList<>();
    if (hasLoader) {
      code.add("a CacheLoader");
    }
    if (hasWriter) {
      code.add("a CacheWriter");
    }
    if (standardExpiry == null) {
      code.add("an ExpiryPolicy of the application's");
    }
    return code;
  }

  /** The types, for a message. */
  String types() {
    return "a key of %s and a value of %s".formatted(keyType, valueType);
  }

  boolean hasTypesOf(CacheDescriptor other) {
    return keyType.equals(other.keyType) && valueType.equals(other.valueType);
  }

  /** The application's own code that {@code other} lacks. */
  List<String> codeMissingIn(CacheDescriptor other) {
    List<String> missing = code();
    missing.removeAll(other.code());
    return missing;
  }
}
