package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.internal.seal.BuiltInCodec;
import io.sealcache.internal.settings.ApplicationClass;
import io.sealcache.internal.settings.Setting;
import java.io.ObjectInputFilter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the codecs that a cache's settings choose. */
final class Codecs {
  private static final int MAX_NAME_LENGTH = 255;

  private final @Nullable String javaFilter;
  private final ClassLoader classLoader;

  /**
   * @param javaFilter null: by the type of each
   */
  Codecs(@Nullable String javaFilter, ClassLoader classLoader) {
    this.javaFilter = javaFilter;
    this.classLoader = classLoader;
  }

  /**
   * @param setting of keys or of values
   * @param choice a codec, its name, or that of its class
   * @param type what code of this JVM says of the cache, Object if nothing
   * @throws IllegalArgumentException if the codec takes no objects of that type
   */
  Codec choose(Setting setting, Object choice, Class<?> type) {
    boolean ofKeys = setting == Setting.KEY_CODEC;
    String name = choice instanceof String text ? text : "";
    BuiltInCodec builtIn = BuiltInCodec.find(name);
    Codec codec;
    if (builtIn == null) {
      codec = new ApplicationClass<>(Codec.class, setting, names()).choose(choice, classLoader);
    } else if (builtIn == BuiltInCodec.STANDARD) {
      ObjectInputFilter filter = filter(type);
      codec = ofKeys ? StandardCodec.forKeys(filter) : StandardCodec.forValues(filter);
    } else if (builtIn == BuiltInCodec.JAVA) {
      ObjectInputFilter filter = filter(type);
      codec = ofKeys ? JavaCodec.forKeys(filter) : JavaCodec.forValues(filter);
    } else if (builtIn == BuiltInCodec.BYTES) {
      codec = new BytesCodec();
    } else if (builtIn == BuiltInCodec.STRING) {
      codec = new StringCodec();
    } else {
      codec = ofArtifact(setting, builtIn, name);
    }
    try {
      return named(ofKeys ? codec.forKeysOf(type) : codec.forValuesOf(type));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Setting '%s': %s".formatted(setting, e.getMessage()), e);
    }
  }

  /** Not where the codec asks no filter: it may be set for all caches. */
  private ObjectInputFilter filter(Class<?> type) {
    if (type == Object.class
        && javaFilter != null
        && javaFilter.strip().equals(JavaFilter.CONFIGURED_TYPES)) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', and the cache has a type of %s, which names no class to allow: call setTypes on its configuration with the classes of keys and values, or add a pattern for them, such as '%s;com.acme.**'"
              .formatted(
                  Setting.JAVA_FILTER,
                  JavaFilter.CONFIGURED_TYPES,
                  type.getName(),
                  JavaFilter.CONFIGURED_TYPES));
    }
    return JavaFilter.of(javaFilter == null ? JavaFilter.defaultFor(type) : javaFilter, type);
  }

  /** Of Jackson 3 where that is, as Spring chooses. */
  private Codec ofArtifact(Setting setting, BuiltInCodec codec, String given) {
    boolean arrow = codec == BuiltInCodec.ARROW;
    Throwable failure = null;
    for (String name : given.equals(codec.codecName()) ? codec.classNames() : List.of(given)) {
      try {
        Class<? extends Codec> type = Class.forName(name).asSubclass(Codec.class);
        return arrow
            ? type.getConstructor().newInstance()
            : type.getConstructor(ClassLoader.class).newInstance(classLoader);
      } catch (ReflectiveOperationException | LinkageError e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
        if (e instanceof InvocationTargetException) { // it is there
          requireUnlinked(setting, given, arrow, e.getCause());
          break;
        }
      }
    }
    throw new IllegalArgumentException(
        "Setting '%s' is '%s', which needs the artifact io.sealcache:sealcache-%s: add it where sealcache-provider is, in the same version, with %s"
            .formatted(
                setting,
                given,
                arrow ? "arrow" : "jackson",
                arrow
                    ? "org.apache.arrow:arrow-vector and arrow-memory-unsafe or arrow-memory-netty, and the JVM's option --add-opens=java.base/java.nio=ALL-UNNAMED"
                    : "tools.jackson.core:jackson-databind or com.fasterxml.jackson.core:jackson-databind, and modules of its version"),
        failure);
  }

  /**
   * What can't be linked lacks a library, or an option; what fails else is a module, or the JVM.
   */
  private static void requireUnlinked(
      Setting setting, String given, boolean arrow, @Nullable Throwable failure) {
    if (failure instanceof VirtualMachineError error) {
      throw error;
    }
    if (!arrow && !(failure instanceof LinkageError)) { // Arrow says it by other exceptions
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', which fails to start: %s".formatted(setting, given, failure),
          failure);
    }
  }

  // The name is part of what is authenticated, so it can't be repaired once data exists.
  private static Codec named(Codec codec) {
    int length = codec.name().getBytes(StandardCharsets.UTF_8).length;
    BuiltInCodec ofThatName = BuiltInCodec.find(codec.name());
    boolean taken =
        ofThatName != null && !ofThatName.classNames().contains(codec.getClass().getName());
    if (length == 0 || length > MAX_NAME_LENGTH || taken) {
      throw new IllegalArgumentException(
          "%s calls itself '%s'; a codec's name has 1 to %d bytes and is none of %s"
              .formatted(codec.getClass().getName(), codec.name(), MAX_NAME_LENGTH, names()));
    }
    return codec;
  }

  private static List<String> names() {
    return Arrays.stream(BuiltInCodec.values()).map(BuiltInCodec::codecName).toList();
  }
}
