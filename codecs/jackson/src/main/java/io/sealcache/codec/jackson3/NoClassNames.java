package io.sealcache.codec.jackson3;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses that data names classes, where Jackson makes what reads a type: mostly before the first
 * entry, and always before a class is loaded. Immutable.
 */
final class NoClassNames extends PolymorphicTypeValidator.Base {
  private static final long serialVersionUID = 1;

  /** A mapper like that one for a codec. */
  static ObjectMapper like(ObjectMapper mapper, String codec) {
    if (mapper.deserializationConfig().getDefaultTyper(mapper.constructType(Object.class))
        != null) {
      throw new IllegalArgumentException(
          "Codec '%s' takes no ObjectMapper with default typing: data would name the classes to load"
              .formatted(codec));
    }
    SimpleModule unasked = new SimpleModule("sealcache-no-class-names");
    MapperBuilder<?, ?> like = mapper.rebuild();
    like.addModule(unasked.setDeserializerModifier(new Unasked()));
    LikeJackson2.setFeatures(like);
    like.polymorphicTypeValidator(new NoClassNames());
    return like.build();
  }

  @Override
  public Validity validateBaseType(DatabindContext context, JavaType base) {
    throw refused(base.getRawClass());
  }

  /** Jackson's name for what it deduced, which it takes of data too. */
  @Override
  public Validity validateSubClassName(DatabindContext context, JavaType base, String name) {
    return Validity.DENIED;
  }

  private static IllegalArgumentException refused(Class<?> type) {
    return new IllegalArgumentException(
        "data would name the classes to load, for a %s; use JsonTypeInfo.Id.NAME with JsonSubTypes"
            .formatted(type.getName()));
  }

  /** Refuses classes themselves, which Jackson asks no validator about. */
  private static final class Unasked extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config,
        BeanDescription.Supplier bean,
        ValueDeserializer<?> deserializer) {
      requireNoClass(bean.getBeanClass());
      return deserializer;
    }

    @Override
    public KeyDeserializer modifyKeyDeserializer(
        DeserializationConfig config, JavaType type, KeyDeserializer deserializer) {
      requireNoClass(type.getRawClass());
      return deserializer;
    }

    private static void requireNoClass(Class<?> type) {
      if (type == Class.class || JavaType.class.isAssignableFrom(type)) {
        throw refused(type);
      }
    }
  }
}
