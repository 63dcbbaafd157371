package io.sealcache.internal.jackson;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a codec over Jackson is made with: how to bind types, and the type once it is known.
 * Immutable.
 *
 * @param <N> a node of Jackson's tree
 */
public final class JacksonSetup<N> {
  private final String codec;
  private final Function<Class<?>, JacksonBinding<N>> binder;
  private final @Nullable JacksonBinding<N> binding;
  private final boolean forKeys;

  private JacksonSetup(
      String codec,
      Function<Class<?>, JacksonBinding<N>> binder,
      @Nullable JacksonBinding<N> binding,
      boolean forKeys) {
    this.codec = codec;
    this.binder = binder;
    this.binding = binding;
    this.forKeys = forKeys;
  }

  /**
   * Of the type that the cache is configured with.
   *
   * @param binder throws {@code IllegalArgumentException} if Jackson can't write and read back a
   *     type
   */
  public static <N> JacksonSetup<N> open(
      String codec, Function<Class<?>, JacksonBinding<N>> binder) {
    return new JacksonSetup<>(codec, binder, null, false);
  }

  /** Of the binding's type. */
  public static <N> JacksonSetup<N> of(String codec, JacksonBinding<N> binding) {
    return new JacksonSetup<>(codec, configured -> binding, binding, false);
  }

  /**
   * For the keys of a cache.
   *
   * @throws IllegalArgumentException if it can't be a key, or as {@link #forValuesOf}
   */
  public JacksonSetup<N> forKeysOf(Class<?> configured) {
    JacksonBinding<N> bound = bound(configured);
    KeyTypes.require(codec, bound.type());
    return new JacksonSetup<>(codec, binder, bound, true);
  }

  /**
   * For the values of a cache.
   *
   * @throws IllegalArgumentException if this was made for another type, or the two leave open what
   *     to bind, or Jackson can't write and read it back
   */
  public JacksonSetup<N> forValuesOf(Class<?> configured) {
    return new JacksonSetup<>(codec, binder, bound(configured), false);
  }

  private JacksonBinding<N> bound(Class<?> configured) {
    if (binding == null) {
      requireClosed(configured);
      return binder.apply(configured);
    }
    if (!configured.isAssignableFrom(binding.type().rawClass())) {
      throw new IllegalArgumentException(
          "Codec '%s' was made for %s, the cache is configured for %s"
              .formatted(codec, binding.type().canonicalName(), configured.getName()));
    }
    return binding;
  }

  private void requireClosed(Class<?> configured) {
    if (configured == Object.class) {
      throw new IllegalArgumentException(
          "Codec '%s' needs a type: call setTypes on the configuration, or make the codec with one"
              .formatted(codec));
    }
    if (configured.getTypeParameters().length > 0) {
      throw new IllegalArgumentException(
          "Codec '%s' can't know what a %s holds: make the codec with a JavaType or TypeReference"
              .formatted(codec, configured.getName()));
    }
  }

  /**
   * @throws IllegalStateException if the type isn't known yet
   */
  JacksonBinding<N> binding() {
    if (binding == null) {
      throw new IllegalStateException("Codec '%s' has no type yet".formatted(codec));
    }
    return binding;
  }

  /** Whether what is written has to come back equal. */
  boolean isForKeys() {
    return forKeys;
  }

  /** Where the modules are that the class may need. */
  public static ClassLoader loaderOf(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? ClassLoader.getPlatformClassLoader() : loader;
  }
}
