package io.sealcache.codec;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Config;
import org.jspecify.annotations.Nullable;

/**
 * Which classes and how much the bytes of a Java object may name: what setting {@code java-filter}
 * says, together with the filter of the whole JVM ({@code jdk.serialFilter}). What either rejects
 * is rejected.
 */
public final class JavaFilter {
  /** Nesting, objects, length of an array, and bytes of one Java-serialised object. */
  static final String DEFAULT_LIMITS =
      "maxdepth=256;maxrefs=16777216;maxarray=268435456;maxbytes=1073741824";

  private JavaFilter() {}

  /** Allows classes of the JDK and of the application within generous limits. */
  public static ObjectInputFilter standard() {
    return of("");
  }

  /**
   * The filter that the pattern describes.
   *
   * @param pattern in the syntax of {@link Config#createFilter}, such as {@code
   *     com.acme.**;java.base/*;!*}; limits it doesn't set are those of {@link #standard}
   * @throws IllegalArgumentException if it has no such syntax
   */
  public static ObjectInputFilter of(String pattern) {
    return of(pattern, Config.getSerialFilter());
  }

  static ObjectInputFilter of(String pattern, @Nullable ObjectInputFilter jvmWide) {
    ObjectInputFilter ours = parse(pattern);
    return jvmWide == null ? ours : ObjectInputFilter.merge(ours, jvmWide);
  }

  /** Of a limit set twice the later counts. */
  private static ObjectInputFilter parse(String pattern) {
    try {
      ObjectInputFilter parsed = Config.createFilter(DEFAULT_LIMITS + ";" + pattern);
      if (parsed != null) {
        return parsed;
      }
    } catch (IllegalArgumentException e) {
      throw unusable(pattern, e);
    }
    throw unusable(pattern, null);
  }

  private static IllegalArgumentException unusable(
      String pattern, @Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "Setting java-filter is '"
            + pattern
            + "'; it must be a pattern of java.io.ObjectInputFilter.Config.createFilter, such as"
            + " 'com.acme.**;java.base/*;!*'",
        cause);
  }
}
