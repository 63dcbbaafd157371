package io.sealcache;

import io.sealcache.codec.ArrowCodec;
import io.sealcache.codec.BuiltInCodec;
import io.sealcache.codec.BytesCodec;
import io.sealcache.codec.Codec;
import io.sealcache.codec.JavaCodec;
import io.sealcache.codec.JavaFilter;
import io.sealcache.codec.JsonCodec;
import io.sealcache.codec.MsgpackCodec;
import io.sealcache.codec.StandardCodec;
import io.sealcache.codec.StringCodec;
import java.io.ObjectInputFilter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the codecs that a cache's settings choose. */
final class Codecs {
  private static final int MAX_NAME_LENGTH = 255;

  private final String javaFilter;
  private final ClassLoader classLoader;

  /**
   * @param javaFilter null: the built-in filter
   */
  Codecs(@Nullable String javaFilter, ClassLoader classLoader) {
    this.javaFilter = javaFilter == null ? "" : javaFilter;
    this.classLoader = classLoader;
  }

  /**
   * @param type what the cache is configured with
   * @throws IllegalArgumentException if the codec takes no keys of that type
   */
  Codec forKeys(CodecChoice choice, Class<?> type) {
    Setting setting = Setting.KEY_CODEC;
    ObjectInputFilter filter = JavaFilter.of(javaFilter, type);
    Codec codec =
        choose(
            choice, setting, () -> StandardCodec.forKeys(filter), () -> JavaCodec.forKeys(filter));
    return named(fit(setting, () -> codec.forKeysOf(type)), setting);
  }

  /**
   * @param type what the cache is configured with
   * @throws IllegalArgumentException if the codec takes no values of that type
   */
  Codec forValues(CodecChoice choice, Class<?> type) {
    Setting setting = Setting.CODEC;
    ObjectInputFilter filter = JavaFilter.of(javaFilter, type);
    Codec codec =
        choose(
            choice,
            setting,
            () -> StandardCodec.forValues(filter),
            () -> JavaCodec.forValues(filter));
    return named(fit(setting, () -> codec.forValuesOf(type)), setting);
  }

  private static Codec fit(Setting setting, Supplier<Codec> codec) {
    try {
      return codec.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Setting '%s': %s".formatted(setting.propertyName(), e.getMessage()), e);
    }
  }

  private Codec choose(
      CodecChoice choice, Setting setting, Supplier<Codec> standard, Supplier<Codec> java) {
    if (choice instanceof CodecChoice.Instance instance) {
      return instance.codec();
    }
    String name = ((CodecChoice.Named) choice).name();
    for (BuiltInCodec builtIn : BuiltInCodec.values()) {
      if (builtIn.codecName().equals(name) || builtIn.className().equals(name)) {
        return switch (builtIn) {
          case STANDARD -> standard.get();
          case BYTES -> new BytesCodec();
          case STRING -> new StringCodec();
          case JSON -> withJackson(setting, name, () -> JsonCodec.withModulesOf(classLoader));
          case MSGPACK -> withJackson(setting, name, () -> MsgpackCodec.withModulesOf(classLoader));
          case JAVA -> java.get();
          case ARROW -> arrow(setting);
        };
      }
    }
    return new ApplicationClass<>(Codec.class, setting, names()).instantiate(name, classLoader);
  }

  private static Codec withJackson(Setting setting, String name, Supplier<Codec> codec) {
    try {
      return codec.get();
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', which needs Jackson 2 on the class path, with modules of its version: com.fasterxml.jackson.core:jackson-databind"
              .formatted(setting.propertyName(), name),
          e);
    }
  }

  private static Codec arrow(Setting setting) {
    try {
      return new ArrowCodec();
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalArgumentException(
          "Setting '%s' is 'arrow', which needs org.apache.arrow:arrow-vector and arrow-memory-unsafe or arrow-memory-netty on the class path, and the JVM's option --add-opens=java.base/java.nio=ALL-UNNAMED"
              .formatted(setting.propertyName()),
          e);
    }
  }

  // The name is part of what is authenticated, so it can't be repaired once data exists.
  private static Codec named(Codec codec, Setting setting) {
    int length = codec.name().getBytes(StandardCharsets.UTF_8).length;
    boolean taken =
        BuiltInCodec.id(codec.name()) != BuiltInCodec.CUSTOM_ID
            && codec.getClass().getPackage() != Codec.class.getPackage();
    if (length == 0 || length > MAX_NAME_LENGTH || taken) {
      throw new IllegalArgumentException(
          "Setting '%s': %s calls itself '%s'; a codec's name has 1 to %d bytes and is none of %s"
              .formatted(
                  setting.propertyName(),
                  codec.getClass().getName(),
                  codec.name(),
                  MAX_NAME_LENGTH,
                  names()));
    }
    return codec;
  }

  private static List<String> names() {
    return Arrays.stream(BuiltInCodec.values()).map(BuiltInCodec::codecName).toList();
  }
}
