package io.sealcache.internal.seal;

import io.sealcache.internal.store.StoreDeclarations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The facts that other JVMs must know of a cache that outlives the one which created it. Lies
 * sealed in the store. Immutable.
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

  private static final String KEY_TYPE = "key-type";
  private static final String VALUE_TYPE = "value-type";
  private static final String LOADER = "loader";
  private static final String WRITER = "writer";
  private static final String EXPIRY = "expiry";
  private static final String AFTER = "after";

  /** As it is sealed: texts alone, so that reading it makes no object of any class. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(KEY_TYPE, keyType);
    texts.put(VALUE_TYPE, valueType);
    texts.put(LOADER, Boolean.toString(hasLoader));
    texts.put(WRITER, Boolean.toString(hasWriter));
    if (standardExpiry != null) {
      String kind = standardExpiry.getClass().getSimpleName().replace("ExpiryPolicy", "");
      texts.put(EXPIRY, kind.toUpperCase(Locale.ROOT));
      Duration after = standardExpiry.getExpiryForCreation();
      texts.put(
          AFTER, after.isEternal() ? "" : after.getDurationAmount() + " " + after.getTimeUnit());
    }
    return texts;
  }

  /** The descriptor that was sealed; null if it is none. */
  static @Nullable CacheDescriptor of(Object opened) {
    if (!(opened instanceof Map<?, ?> texts)
        || !(texts.get(KEY_TYPE) instanceof String keyType)
        || !(texts.get(VALUE_TYPE) instanceof String valueType)) {
      return null;
    }
    Object kind = texts.get(EXPIRY);
    try {
      return new CacheDescriptor(
          keyType,
          valueType,
          "true".equals(texts.get(LOADER)),
          "true".equals(texts.get(WRITER)),
          kind == null ? null : standard(kind.toString(), after(texts.get(AFTER))));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** An expiry policy of JCache's own, each of which is made of one duration. */
  private static ExpiryPolicy standard(String kind, Duration after) {
    return switch (kind) {
      case "CREATED" -> new CreatedExpiryPolicy(after);
      case "MODIFIED" -> new ModifiedExpiryPolicy(after);
      case "ACCESSED" -> new AccessedExpiryPolicy(after);
      case "TOUCHED" -> new TouchedExpiryPolicy(after);
      case "ETERNAL" -> new EternalExpiryPolicy();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Duration after(@Nullable Object text) {
    if (!(text instanceof String after) || after.isEmpty()) {
      return Duration.ETERNAL;
    }
    int space = after.indexOf(' ');
    return new Duration(
        TimeUnit.valueOf(after.substring(space + 1)),
        Long.parseLong(after.substring(0, Math.max(space, 0))));
  }

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
      code.add("a custom ExpiryPolicy");
    }
    return code;
  }

  /** As a store would declare it, of its own accord. */
  StoreDeclarations.OfCache declaration() {
    return new StoreDeclarations.OfCache(keyType, valueType, standardExpiry, null, null);
  }

  /** The types, for a message. */
  String types() {
    return "a key of %s and a value of %s".formatted(keyType, valueType);
  }
}
