package io.sealcache.codec.standard;

import static java.util.Objects.requireNonNull;

import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Config;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which classes and how much the bytes of a Java object may name: what setting {@code java-filter}
 * says, together with the filter of the whole JVM ({@code jdk.serialFilter}). A class that either
 * rejects is rejected.
 */
public final class JavaFilter {
  /** In a pattern: the classes that the cache's configured type is made of, and no other. */
  public static final String CONFIGURED_TYPES = "configured-types";

  /**
   * As a pattern: each class except those of well-known gadget chains, as {@link #standard} has it.
   */
  public static final String ALL_BUT_GADGETS = "all-but-gadgets";

  /** Nesting, objects, length of an array, and bytes of one Java-serialised object. */
  static final String DEFAULT_LIMITS =
      "maxdepth=256;maxrefs=16777216;maxarray=268435456;maxbytes=1073741824";

  /**
   * Classes of published gadget chains that no cache holds. Such a list is never complete: it comes
   * after what the application allows, as a second line.
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

  /** One for all caches for which no pattern is set; made when one of them first asks. */
  private static final class Standard {
    static final ObjectInputFilter FILTER = parse("");
  }

  private JavaFilter() {}

  /** Allows classes of the JDK and of your code except known gadgets, within generous limits. */
  public static ObjectInputFilter standard() {
    return of(ALL_BUT_GADGETS);
  }

  /**
   * The pattern of a cache for which none is set: {@value #CONFIGURED_TYPES}; {@value
   * #ALL_BUT_GADGETS} where its type says nothing of what objects are made of, as Object, List or
   * Serializable do.
   *
   * @param type what the cache's keys, or its values, are configured with
   */
  public static String defaultFor(Class<?> type) {
    return ConfiguredTypes.areTold(type) ? CONFIGURED_TYPES : ALL_BUT_GADGETS;
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
   *     com.acme.**;java.base/*;!*}; limits it doesn't set, and classes it leaves open, are as
   *     {@link #standard} has them. With {@value #CONFIGURED_TYPES} among its parts, what the other
   *     parts say nothing of is allowed only if it is of those
   * @param type what the cache's keys, or its values, are configured with
   * @throws IllegalArgumentException if it has no such syntax
   */
  public static ObjectInputFilter of(String pattern, Class<?> type) {
    return of(pattern, type, Config.getSerialFilter());
  }

  static ObjectInputFilter of(String pattern, Class<?> type, @Nullable ObjectInputFilter jvmWide) {
    List<String> parts = new ArrayList<>();
    boolean configuredOnly = false;
    for (String part : pattern.split(";", -1)) {
      String name = part.strip();
      configuredOnly |= name.equals(CONFIGURED_TYPES);
      if (!name.isEmpty() && !name.equals(CONFIGURED_TYPES) && !name.equals(ALL_BUT_GADGETS)) {
        parts.add(part);
      }
    }
    String own = String.join(";", parts);
    ObjectInputFilter ours = own.isEmpty() ? info -> Standard.FILTER.checkInput(info) : parse(own);
    if (configuredOnly) {
      ours = new ConfiguredTypes(type, ours);
    }
    return jvmWide == null ? ours : ObjectInputFilter.merge(ours, jvmWide);
  }

  /**
   * How deep the filter lets objects be nested; more than any stack takes, if it doesn't say, or is
   * user code's, which refuses the question for another reason.
   */
  static int maxDepth(ObjectInputFilter filter) {
    int accepted = 0;
    for (int step = 1 << 16; step > 0; step /= 2) {
      FilterQuestion deeper = new FilterQuestion(long[].class, -1, accepted + step, 0, 0);
      accepted += deeper.isRejectedBy(filter) ? 0 : step;
    }
    boolean saysDepth = !new FilterQuestion(long[].class, -1, 0, 0, 0).isRejectedBy(filter);
    return saysDepth ? accepted : 1 << 16;
  }

  /**
   * Why the filter rejected an object.
   *
   * @param type its class, if that was asked for
   */
  static InvalidClassException rejection(ObjectInputFilter filter, @Nullable Class<?> type) {
    String why = "rejected by the filter of setting java-filter, or jdk.serialFilter";
    if (type == null || !new FilterQuestion(type).isRejectedBy(filter)) {
      return new InvalidClassException(why + ", by a limit (filter status: REJECTED)");
    }
    return new InvalidClassException(
        type.getTypeName(),
        "%s; if your code caches objects of it, set java-filter to '%s;%s', or to another pattern that allows it (filter status: REJECTED)"
            .formatted(why, CONFIGURED_TYPES, type.getTypeName().replace("[]", "")));
  }

  /** Of a limit set twice the later counts, of patterns the first that fits. */
  private static ObjectInputFilter parse(String pattern) {
    try {
      return requireNonNull(Config.createFilter(DEFAULT_LIMITS + ";" + pattern + GADGETS));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Setting java-filter is '%s'; it must be a pattern of java.io.ObjectInputFilter.Config.createFilter, such as 'com.acme.**;java.base/*;!*'"
              .formatted(pattern),
          e);
    }
  }
}
