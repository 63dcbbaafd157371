package io.sealcache.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.ToStringSerializerBase;

/** What Jackson 2 writes as {@code toString} and Jackson 3 otherwise, where no setting tells. */
final class LegacyText extends ValueSerializerModifier {
  private static final long serialVersionUID = 1;

  /** By its name, as a JVM may be without its module. */
  private static final String SQL_DATE = "java.sql.Date";

  @Override
  public ValueSerializer<?> modifySerializer(
      SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
    Class<?> type = bean.getBeanClass();
    return type == Locale.class || type.getName().equals(SQL_DATE)
        ? new Text(type, serializer)
        : serializer;
  }

  @Override
  public ValueSerializer<?> modifyKeySerializer(
      SerializationConfig config,
      JavaType type,
      BeanDescription.Supplier bean,
      ValueSerializer<?> serializer) {
    return type.hasRawClass(Locale.class) ? new Name() : serializer;
  }

  private static final class Text extends ToStringSerializerBase {
    private final ValueSerializer<?> formatted;

    Text(Class<?> type, ValueSerializer<?> formatted) {
      super(type);
      this.formatted = formatted;
    }

    @Override
    public String valueToString(Object value) {
      return value.toString();
    }

    @Override
    public ValueSerializer<?> createContextual(
        SerializationContext context, @Nullable BeanProperty property) {
      JsonFormat.Value format = findFormatOverrides(context, property, handledType());
      return format.hasPattern() || format.hasShape()
          ? formatted.createContextual(context, property)
          : this;
    }
  }

  private static final class Name extends ValueSerializer<Object> {
    @Override
    public void serialize(Object value, JsonGenerator out, SerializationContext context) {
      out.writeName(value.toString());
    }
  }
}
