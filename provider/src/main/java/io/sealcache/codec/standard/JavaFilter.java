package io.sealcache.codec.standard;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Config;
import java.io.ObjectInputFilter.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which classes and how much the bytes of a Java object may name: what setting {@code java-filter}
 * says, together with the filter of the whole JVM ({@code jdk.serialFilter}). What either rejects
 * is rejected.
 */
public final class JavaFilter {
  /** In a pattern: the classes that the cache's configured type is made of, and no other. */
  public static final String CONFIGURED_TYPES = "configured-types";

  /** Nesting, objects, length of an array, and bytes of one Java-serialised object. */
  static final String DEFAULT_LIMITS =
      "maxdepth=256;maxrefs=16777216;maxarray=268435456;maxbytes=1073741824";

  /**
   * What published gadget chains are made of and no cache holds. Such a list is never complete: it
   * comes after what the application allows, as a second line.
   */
  private static final String GADGETS =
      ";!org.apache.commons.collections.functors.**;!org.apache.commons.collections4.functors.**"
          + ";!org.apache.commons.beanutils.**;!org.codehaus.groovy.runtime.**"
          + ";!org.springframework.beans.factory.**;!org.springframework.aop.framework.**"
          + ";!org.springframework.core.SerializableTypeWrapper*;!com.mchange.v2.c3p0.**"
          + ";!com.rometools.rome.feed.impl.**;!org.mozilla.javascript.**;!org.python.core.**"
          + ";!bsh.**;!clojure.**;!com.sun.org.apache.xalan.**;!com.sun.rowset.**"
          + ";!java.rmi.**;!sun.rmi.**;!javax.naming.**;!javax.management.remote.**"
          + ";!javax.management.BadAttributeValueExpException";

  private JavaFilter() {}

  /** Allows classes of the JDK and of the application but known gadgets, within generous limits. */
  public static ObjectInputFilter standard() {
    return of("");
  }

  /**
   * The filter that the pattern describes; {@value #CONFIGURED_TYPES} in it allows plain values of
   * the JDK only.
   *
   * @throws IllegalArgumentException if it has no such syntax
   */
  public static ObjectInputFilter of(String pattern) {
    return of(pattern, Object.class);
  }

  /**
   * The filter that the pattern describes for a cache.
   *
   * @param pattern in the syntax of {@link Config#createFilter}, such as {@code
   *     com.acme.**;java.base/*;!*}; limits it doesn't set are those of {@link #standard}. With
   *     {@value #CONFIGURED_TYPES} among its parts, what the other parts say nothing of is allowed
   *     only if it is of those
   * @param type what the cache's keys, or its values, are configured with
   * @throws IllegalArgumentException if it has no such syntax
   */
  public static ObjectInputFilter of(String pattern, Class<?> type) {
    return of(pattern, type, Config.getSerialFilter());
  }

  static ObjectInputFilter of(String pattern, Class<?> type, @Nullable ObjectInputFilter jvmWide) {
    List<String> parts = new ArrayList<>(List.of(pattern.split(";")));
    boolean configuredOnly = parts.removeIf(part -> part.strip().equals(CONFIGURED_TYPES));
    ObjectInputFilter ours = parse(configuredOnly ? String.join(";", parts) : pattern);
    if (configuredOnly) {
      ours = firstDecided(ours, ConfiguredTypes.of(type));
    }
    return jvmWide == null ? ours : ObjectInputFilter.merge(ours, jvmWide);
  }

  private static ObjectInputFilter firstDecided(ObjectInputFilter first, ObjectInputFilter next) {
    return info -> {
      Status status = first.checkInput(info);
      return status == Status.UNDECIDED ? next.checkInput(info) : status;
    };
  }

  /** Of a limit set twice the later counts, of patterns the first that fits. */
  private static ObjectInputFilter parse(String pattern) {
    try {
      ObjectInputFilter parsed = Config.createFilter(DEFAULT_LIMITS + ";" + pattern + GADGETS);
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
