package io.sealcache.codec.jackson3;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AccessorNamingStrategy;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.DefaultAccessorNamingStrategy;

/**
 * Names of properties as Jackson 2 makes them of getters and setters: {@code getURL} is {@code
 * url}, where Jackson 3 has {@code URL}.
 */
final class LegacyNaming extends DefaultAccessorNamingStrategy.Provider {
  private static final long serialVersionUID = 1;

  LegacyNaming() {
    super("set", JsonPOJOBuilder.DEFAULT_WITH_PREFIX, "get", "is", null);
  }

  @Override
  public AccessorNamingStrategy forPOJO(MapperConfig<?> config, AnnotatedClass type) {
    return new Names(config, type, _setterPrefix, _getterPrefix, _isGetterPrefix);
  }

  @Override
  public AccessorNamingStrategy forBuilder(
      MapperConfig<?> config, AnnotatedClass builder, BeanDescription built) {
    JsonPOJOBuilder.Value annotated =
        config.getAnnotationIntrospector().findPOJOBuilderConfig(config, builder);
    String prefix = annotated == null ? _withPrefix : annotated.withPrefix;
    return new Names(config, builder, prefix, _getterPrefix, _isGetterPrefix);
  }

  private static final class Names extends DefaultAccessorNamingStrategy {
    Names(MapperConfig<?> config, AnnotatedClass type, String mutator, String getter, String is) {
      super(config, type, mutator, getter, is, null);
    }

    /** All capitals that a name begins with become small ones. */
    @Override
    protected @Nullable String stdManglePropertyName(String method, int prefix) {
      if (method.length() == prefix) {
        return null;
      }
      char[] name = method.substring(prefix).toCharArray();
      for (int i = 0; i < name.length && Character.toLowerCase(name[i]) != name[i]; i++) {
        name[i] = Character.toLowerCase(name[i]);
      }
      return new String(name);
    }
  }
}
