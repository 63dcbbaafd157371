package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.codec.arrow.ArrowCodec;
import io.sealcache.codec.jackson.JsonCodec;
import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.KeyNotices;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.internal.seal.BuiltInCodec;
import io.sealcache.internal.settings.ApplicationClass;
import io.sealcache.internal.settings.Choice;
import io.sealcache.internal.settings.Setting;
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

  private final @Nullable String javaFilter;
  private final ClassLoader classLoader;
  private final KeyNotices notices;

  /**
   * @param javaFilter null: by the type of each
   */
  Codecs(@Nullable String javaFilter, ClassLoader classLoader, KeyNotices notices) {
    this.notices = notices;
    this.javaFilter = javaFilter;
    this.classLoader = classLoader;
  }

  /**
   * @param type what code of this JVM says of the cache, Object if nothing
   * @throws IllegalArgumentException if the codec takes no keys of that type
   */
  Codec forKeys(Choice<Codec> choice, Class<?> type) {
    Setting setting = Setting.KEY_CODEC;
    ObjectInputFilter filter = filter(type);
    Codec codec =
        choose(
            choice,
            setting,
            () -> StandardCodec.forKeys(checked(filter, type), notices),
            () -> JavaCodec.forKeys(checked(filter, type), notices));
    return named(fit(setting, () -> codec.forKeysOf(type)), setting);
  }

  /**
   * @param type what code of this JVM says of the cache, Object if nothing
   * @throws IllegalArgumentException if the codec takes no values of that type
   */
  Codec forValues(Choice<Codec> choice, Class<?> type) {
    Setting setting = Setting.CODEC;
    ObjectInputFilter filter = filter(type);
    Codec codec =
        choose(
            choice,
            setting,
            () -> StandardCodec.forValues(checked(filter, type)),
            () -> JavaCodec.forValues(checked(filter, type)));
    return named(fit(setting, () -> codec.forValuesOf(type)), setting);
  }

  private ObjectInputFilter filter(Class<?> type) {
    return JavaFilter.of(javaFilter == null ? JavaFilter.defaultFor(type) : javaFilter, type);
  }

  /** Not where the codec asks no filter: it may be set for all caches. */
  private ObjectInputFilter checked(ObjectInputFilter filter, Class<?> type) {
    if (type == Object.class
        && javaFilter != null
        && javaFilter.strip().equals(JavaFilter.CONFIGURED_TYPES)) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', and the cache has a type of %s, which names no class to allow: call setTypes on its configuration with the classes of keys and values, or add a pattern for them, such as '%s;com.acme.**'"
              .formatted(
                  Setting.JAVA_FILTER.propertyName(),
                  JavaFilter.CONFIGURED_TYPES,
                  type.getName(),
                  JavaFilter.CONFIGURED_TYPES));
    }
    return filter;
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
      Choice<Codec> choice, Setting setting, Supplier<Codec> standard, Supplier<Codec> java) {
    String name = choice instanceof Choice.Named<Codec> named ? named.name() : "";
    BuiltInCodec builtIn = BuiltInCodec.find(name);
    if (builtIn == null) {
      return new ApplicationClass<>(Codec.class, setting, names()).choose(choice, classLoader);
    }
    return switch (builtIn) {
      case STANDARD -> standard.get();
      case BYTES -> new BytesCodec();
      case STRING -> new StringCodec();
      case JSON, MSGPACK -> withJackson(setting, builtIn, isByJackson3(name));
      case JAVA -> java.get();
      case ARROW -> arrow(setting);
    };
  }

  /**
   * By a codec's class its version; by its name 3 where it is on the class path, as Spring chooses,
   * and else 2. Both write the same bytes.
   */
  private static boolean isByJackson3(String name) {
    return name.startsWith("io.sealcache.codec.jackson3.")
        || (!name.startsWith("io.sealcache.codec.jackson.") && isJackson3There());
  }

  private static boolean isJackson3There() {
    try {
      Class.forName("tools.jackson.databind.json.JsonMapper", false, Codecs.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (LinkageError e) {
      return true; // without a part of it, which will be said
    }
  }

  private Codec withJackson(Setting setting, BuiltInCodec codec, boolean by3) {
    boolean json = codec == BuiltInCodec.JSON;
    try {
      if (by3) {
        return json
            ? io.sealcache.codec.jackson3.JsonCodec.withModulesOf(classLoader)
            : io.sealcache.codec.jackson3.MessagePackCodec.withModulesOf(classLoader);
      }
      return json
          ? JsonCodec.withModulesOf(classLoader)
          : MessagePackCodec.withModulesOf(classLoader);
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', which needs Jackson 3 or 2 on the class path, with modules of its version: tools.jackson.core:jackson-databind or com.fasterxml.jackson.core:jackson-databind; Jackson %s was tried"
              .formatted(setting.propertyName(), codec.codecName(), by3 ? "3" : "2"),
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
    BuiltInCodec ofThatName = BuiltInCodec.find(codec.name());
    boolean taken =
        ofThatName != null && !ofThatName.classNames().contains(codec.getClass().getName());
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
