package io.sealcache.codec.jackson;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** What a codec over Jackson is made with: a mapper, and the type once it is known. Immutable. */
final class JacksonSetup {
  private final String codec;
  private final ObjectMapper mapper;
  private final @Nullable JacksonBinding binding;
  private final boolean forKeys;

  private JacksonSetup(
      String codec, ObjectMapper mapper, @Nullable JacksonBinding binding, boolean forKeys) {
    this.codec = codec;
    this.mapper = mapper;
    this.binding = binding;
    this.forKeys = forKeys;
  }

  /** Of the type that the cache is configured with, by a mapper with the loader's modules. */
  static JacksonSetup withModulesOf(String codec, ClassLoader loader) {
    return of(codec, JacksonMapper.of(loader));
  }

  /** Of the type that the cache is configured with. */
  static JacksonSetup of(String codec, ObjectMapper mapper) {
    return new JacksonSetup(codec, mapper, null, false);
  }

  /**
   * @throws IllegalArgumentException if the mapper has default typing, or can't write and read back
   *     the type
   */
  static JacksonSetup of(String codec, ObjectMapper mapper, JavaType type) {
    return new JacksonSetup(codec, mapper, JacksonBinding.of(codec, mapper, type), false);
  }

  /**
   * By a mapper with the modules that the type's class loader finds.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  static JacksonSetup of(String codec, Class<?> type) {
    ObjectMapper mapper = JacksonMapper.of(JacksonMapper.loaderOf(type));
    return of(codec, mapper, mapper.constructType(type));
  }

  /**
   * By a mapper with the modules that the reference's class loader finds.
   *
   * @throws IllegalArgumentException if Jackson can't write and read back the type
   */
  static JacksonSetup of(String codec, TypeReference<?> type) {
    ObjectMapper mapper = JacksonMapper.of(JacksonMapper.loaderOf(type.getClass()));
    return of(codec, mapper, mapper.constructType(type));
  }

  /**
   * @throws IllegalArgumentException if it can't be a key, or as {@link #forValuesOf}
   */
  JacksonSetup forKeysOf(Class<?> configured) {
    JacksonBinding bound = bound(configured);
    JacksonKeyTypes.require(codec, bound.type());
    return new JacksonSetup(codec, mapper, bound, true);
  }

  /**
   * @throws IllegalArgumentException if this was made for another type, or the two leave open what
   *     to bind, or Jackson can't write and read it back
   */
  JacksonSetup forValuesOf(Class<?> configured) {
    return new JacksonSetup(codec, mapper, bound(configured), false);
  }

  private JacksonBinding bound(Class<?> configured) {
    if (binding == null) {
      return JacksonBinding.of(codec, mapper, typeOf(configured));
    }
    if (!configured.isAssignableFrom(binding.type().getRawClass())) {
      throw new IllegalArgumentException(
          "Codec '%s' was made for %s, the cache is configured for %s"
              .formatted(codec, binding.type().toCanonical(), configured.getName()));
    }
    return binding;
  }

  private JavaType typeOf(Class<?> configured) {
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
    return mapper.constructType(configured);
  }

  /**
   * @throws IllegalStateException if the type isn't known yet
   */
  JacksonBinding binding() {
    if (binding == null) {
      throw new IllegalStateException("Codec '%s' has no type yet".formatted(codec));
    }
    return binding;
  }

  /** Whether what is written has to come back equal. */
  boolean isForKeys() {
    return forKeys;
  }
}
