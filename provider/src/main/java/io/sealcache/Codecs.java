package io.sealcache;

import io.sealcache.codec.BuiltInCodec;
import io.sealcache.codec.BytesCodec;
import io.sealcache.codec.Codec;
import io.sealcache.codec.JavaFilter;
import io.sealcache.codec.StandardCodec;
import io.sealcache.codec.StringCodec;
import java.io.ObjectInputFilter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the codecs that a cache's settings choose. */
final class Codecs {
  private final ObjectInputFilter filter;
  private final ClassLoader classLoader;

  /**
   * @param javaFilter null: the built-in filter
   */
  Codecs(@Nullable String javaFilter, ClassLoader classLoader) {
    this.filter = javaFilter == null ? JavaFilter.standard() : JavaFilter.of(javaFilter);
    this.classLoader = classLoader;
  }

  Codec forKeys(CodecChoice choice) {
    return choose(choice, Setting.KEY_CODEC, StandardCodec.forKeys(filter));
  }

  Codec forValues(CodecChoice choice) {
    return choose(choice, Setting.CODEC, StandardCodec.forValues(filter));
  }

  private Codec choose(CodecChoice choice, Setting setting, StandardCodec standard) {
    if (choice instanceof CodecChoice.Instance instance) {
      return instance.codec();
    }
    String name = ((CodecChoice.Named) choice).name();
    for (BuiltInCodec builtIn : BuiltInCodec.values()) {
      if (builtIn.codecName().equals(name)) {
        return switch (builtIn) {
          case STANDARD -> standard;
          case BYTES -> new BytesCodec();
          case STRING -> new StringCodec();
        };
      }
    }
    return instantiate(name, setting);
  }

  private Codec instantiate(String name, Setting setting) {
    try {
      return Class.forName(name, true, classLoader)
          .asSubclass(Codec.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s'; one of %s, or a class on the class path that implements %s and has a public constructor without parameters"
              .formatted(
                  setting.propertyName(),
                  name,
                  Arrays.stream(BuiltInCodec.values()).map(BuiltInCodec::codecName).toList(),
                  Codec.class.getName()),
          e);
    }
  }
}
