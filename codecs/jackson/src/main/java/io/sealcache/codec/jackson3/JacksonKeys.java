package io.sealcache.codec.jackson3;

import java.io.IOException;
import java.lang.constant.Constable;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ser.PropertyWriter;

/** Of which types equal keys have equal bytes: scalars, and records of those and such records. */
final class JacksonKeys {
  private static final Set<Class<?>> SCALARS =
      Set.of(BigInteger.class, BigDecimal.class, UUID.class);
  private static final Set<Class<?>> ZONED = Set.of(ZonedDateTime.class, ZoneOffset.class);

  private final ObjectMapper mapper;
  private final Set<Class<?>> seen = new HashSet<>();

  JacksonKeys(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * @throws IllegalArgumentException naming the type that is none of these
   */
  void require(Class<?> type) throws IOException {
    if (isScalar(type) || !seen.add(type)) {
      return;
    }
    if (!type.isRecord()) {
      throw new IllegalArgumentException(
          ("no keys are or have a %s, as equal ones need equal bytes; they are String, Boolean,"
                  + " Character, numbers of java.lang, BigInteger, BigDecimal, UUID, enums,"
                  + " java.time without zones, and records of these")
              .formatted(type.getTypeName()));
    }
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      require(component.getType());
    }
    Iterator<PropertyWriter> written =
        mapper._serializationContext().findValueSerializer(type).properties();
    for (int i = 0; written.hasNext(); i++) {
      written.next();
      if (i == components.length) {
        throw new IllegalArgumentException(
            ("no keys are or have a %s, of which more than the components would be written, in an"
                    + " order that differs between JVMs; mark the getters with JsonIgnore")
                .formatted(type.getTypeName()));
      }
    }
  }

  private static boolean isScalar(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || SCALARS.contains(type)
        || (isFinalIn("java.lang", type) && Constable.class.isAssignableFrom(type))
        || (isFinalIn("java.time", type) && !ZONED.contains(type));
  }

  private static boolean isFinalIn(String home, Class<?> type) {
    return type.getPackageName().equals(home) && Modifier.isFinal(type.getModifiers());
  }
}
