package io.sealcache.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** What Jackson 2 takes from a class otherwise than Jackson 3 does. */
final class LegacyAnnotations extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  /** A number that a record has and the entry lacks: Jackson 2 refuses it, 3 would take 0. */
  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    boolean number = member instanceof AnnotatedParameter && member.getRawType().isPrimitive();
    return number ? Boolean.TRUE : null;
  }

  /** A list as an object of its properties: Jackson 3 has another word for it. */
  @Override
  public JsonFormat.@Nullable Value findFormat(MapperConfig<?> config, Annotated annotated) {
    JsonFormat format = annotated.getAnnotation(JsonFormat.class);
    return (format != null && format.shape() == JsonFormat.Shape.OBJECT)
        ? JsonFormat.Value.from(format).withShape(JsonFormat.Shape.POJO)
        : null;
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }
}
