package io.sealcache.internal.jackson;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds before the first entry what Jackson can't write or read back: walks from a type to those of
 * its properties, elements and named subtypes. Also what would have data name classes. Used once,
 * by one thread.
 */
public final class TypeWalk<T, M> {
  private final String codec;
  private final TypeModel<T, M> model;
  private final Set<T> seen = new HashSet<>();

  private TypeWalk(String codec, TypeModel<T, M> model) {
    this.codec = codec;
    this.model = model;
  }

  /**
   * Walks from a type, and tells whether of a subclass's object only what the type itself has would
   * be written.
   *
   * @throws IllegalArgumentException if the mapper has default typing; or naming the codec, the
   *     type and where in {@code root} it is
   */
  public static <T, M> boolean losesSubclasses(String codec, TypeModel<T, M> model, T root) {
    if (model.hasDefaultTyping(root)) {
      throw new IllegalArgumentException(
          "Codec '%s' takes no ObjectMapper with default typing: data would name the classes to load"
              .formatted(codec));
    }
    TypeWalk<T, M> walk = new TypeWalk<>(codec, model);
    String place = model.canonicalName(root);
    walk.visit(root, place, null);
    return walk.asked(root, place, () -> model.losesSubclasses(root));
  }

  private void visit(T type, String place, @Nullable M member) {
    requireNoClassNames(type, place, member);
    if (member != null) {
      visitSubtypes(type, place, member);
    }
    if (!seen.add(type) || model.rawClass(type) == Object.class) {
      return;
    }
    visitSubtypes(type, place, null);
    if (model.hasElements(type)) {
      T key = model.keyType(type);
      if (key != null) {
        visit(key, place + " (key)", null);
      }
      visit(model.elementType(type), place + " (element)", member);
      visitParts(type, place); // some have properties besides
      return;
    }
    String misfit = asked(type, place, () -> model.misfit(type, member));
    if (misfit != null) {
      throw refused(type, place, misfit);
    }
    visitParts(type, place);
    for (T parameter : asked(type, place, () -> model.parameters(type))) {
      visit(parameter, place + " (element)", member);
    }
  }

  private void visitSubtypes(T type, String place, @Nullable M member) {
    for (T subtype : asked(type, place, () -> model.subtypes(type, member))) {
      visit(subtype, place + " (subtype " + model.rawClass(subtype).getName() + ")", null);
    }
  }

  private void visitParts(T type, String place) {
    List<TypeModel.Part<T, M>> parts = asked(type, place, () -> model.parts(type));
    for (TypeModel.Part<T, M> part : parts) {
      String at = place + part.place();
      if (part.namesClasses()) {
        throw namesClasses(part.type(), at);
      } else if (part.ownWay()) {
        requireNoClassNames(part.type(), at, part.member());
      } else {
        visit(part.type(), at, part.member());
      }
    }
  }

  private void requireNoClassNames(T type, String place, @Nullable M member) {
    if (model.rawClass(type) == Class.class
        || asked(type, place, () -> model.namesClasses(type, member))) {
      throw namesClasses(type, place);
    }
  }

  private IllegalArgumentException namesClasses(T type, String place) {
    return refused(
        type,
        place,
        "data would name the classes to load; use JsonTypeInfo.Id.NAME with JsonSubTypes");
  }

  private interface Question<R extends @Nullable Object> {
    R ask() throws IOException;
  }

  private <R extends @Nullable Object> R asked(T type, String place, Question<R> question) {
    try {
      return question.ask();
    } catch (IOException | RuntimeException e) {
      IllegalArgumentException refused = refused(type, place, model.reason(e));
      refused.initCause(e);
      throw refused;
    }
  }

  private IllegalArgumentException refused(T type, String place, String why) {
    return new IllegalArgumentException(
        "Codec '%s' can't write and read back %s, a %s: %s"
            .formatted(codec, place, model.rawClass(type).getName(), why));
  }
}
