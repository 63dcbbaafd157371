package io.sealcache.codec.jackson3;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Why Jackson can't read what was written, by the classes of this JVM alone: names of properties
 * that they lack may be a map's keys, which are data.
 */
final class JacksonMisfit {
  private JacksonMisfit() {}

  static String of(Throwable thrown) {
    if (thrown instanceof UnrecognizedPropertyException unknown) {
      return name(unknown.getReferringClass()) + " lacks a property that was written";
    } else if (thrown instanceof InvalidTypeIdException subtype) {
      return subtype.getBaseType() == null
          ? "no subtype fits"
          : subtype.getBaseType().toCanonical() + " has no subtype of the name that was written";
    } else if (thrown instanceof InvalidFormatException format
        && format.getTargetType() != null
        && format.getTargetType().isEnum()) {
      return name(format.getTargetType()) + " lacks the constant that was written";
    } else if (thrown instanceof MismatchedInputException mismatch) {
      return "what was written is no " + name(mismatch.getTargetType());
    } else if (thrown instanceof ValueInstantiationException made && made.getType() != null) {
      return "no %s can be made of what was written".formatted(made.getType().toCanonical());
    }
    return thrown.getClass().getName();
  }

  private static String name(@Nullable Class<?> type) {
    return type == null ? "object" : type.getTypeName();
  }
}
