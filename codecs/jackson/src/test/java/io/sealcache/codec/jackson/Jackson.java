package io.sealcache.codec.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import io.sealcache.codec.Codec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** The codecs of either version of Jackson, where tests expect the same of both. */
public enum Jackson {
  TWO {
    @Override
    public Codec json(Type type) {
      return new JsonCodec(loader()).forType(type);
    }

    @Override
    public Codec messagePack(Type type) {
      return new MessagePackCodec(loader()).forType(type);
    }

    @Override
    List<Codec> withModules() {
      return List.of(new JsonCodec(loader()), new MessagePackCodec(loader()));
    }

    @Override
    List<Codec> ofMapper(Mapper asked) {
      JsonMapper.Builder mapper = JsonMapper.builder();
      asked.subtypes.forEach(mapper::registerSubtypes);
      asked.mixins.forEach(mapper::addMixIn);
      if (asked.snakeCase) {
        mapper.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
      }
      asked.defaultTyping.forEach(
          id ->
              mapper.setDefaultTyping(
                  new StdTypeResolverBuilder().init(id, null).inclusion(JsonTypeInfo.As.PROPERTY)));
      ObjectMapper built = mapper.build();
      return List.of(new JsonCodec(built), new MessagePackCodec(built));
    }
  },
  THREE {
    @Override
    public Codec json(Type type) {
      return new io.sealcache.codec.jackson3.JsonCodec(loader()).forType(type);
    }

    @Override
    public Codec messagePack(Type type) {
      return new io.sealcache.codec.jackson3.MessagePackCodec(loader()).forType(type);
    }

    @Override
    List<Codec> withModules() {
      return List.of(
          new io.sealcache.codec.jackson3.JsonCodec(loader()),
          new io.sealcache.codec.jackson3.MessagePackCodec(loader()));
    }

    @Override
    List<Codec> ofMapper(Mapper asked) {
      // Which by itself refuses to name classes of all that is an Object.
      tools.jackson.databind.json.JsonMapper.Builder mapper =
          tools.jackson.databind.json.JsonMapper.builder()
              .polymorphicTypeValidator(
                  tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator.builder()
                      .allowIfBaseType(Object.class)
                      .build());
      asked.subtypes.forEach(mapper::registerSubtypes);
      asked.mixins.forEach(mapper::addMixIn);
      if (asked.snakeCase) {
        mapper.propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.SNAKE_CASE);
      }
      asked.defaultTyping.forEach(
          id ->
              mapper.setDefaultTyping(
                  new tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder()
                      .init(
                          JsonTypeInfo.Value.construct(
                              id, JsonTypeInfo.As.PROPERTY, null, null, false, null, null),
                          null)));
      tools.jackson.databind.ObjectMapper built = mapper.build();
      return List.of(
          new io.sealcache.codec.jackson3.JsonCodec(built),
          new io.sealcache.codec.jackson3.MessagePackCodec(built));
    }
  };

  /** Codec {@code json} of that type. */
  public abstract Codec json(Type type);

  /** Codec {@code msgpack} of that type. */
  public abstract Codec messagePack(Type type);

  /** Both codecs without a type, by modules that are found. */
  abstract List<Codec> withModules();

  /** Both codecs without a type, by a mapper of the application. */
  abstract List<Codec> ofMapper(Mapper asked);

  private static ClassLoader loader() {
    return Jackson.class.getClassLoader();
  }

  /** The settings that an application's mapper is built with. */
  record Mapper(
      List<Class<?>> subtypes,
      Map<Class<?>, Class<?>> mixins,
      boolean snakeCase,
      List<JsonTypeInfo.Id> defaultTyping) {
    static final Mapper PLAIN = new Mapper(List.of(), Map.of(), false, List.of());

    static Mapper ofSubtypes(Class<?>... subtypes) {
      return new Mapper(List.of(subtypes), Map.of(), false, List.of());
    }

    static Mapper ofMixin(Class<?> target, Class<?> mixin) {
      return new Mapper(List.of(), Map.of(target, mixin), false, List.of());
    }

    static Mapper ofSnakeCase() {
      return new Mapper(List.of(), Map.of(), true, List.of());
    }

    static Mapper ofDefaultTyping(JsonTypeInfo.Id id) {
      return new Mapper(List.of(), Map.of(), false, List.of(id));
    }
  }
}
