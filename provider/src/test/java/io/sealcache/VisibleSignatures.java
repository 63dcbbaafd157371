package io.sealcache;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What whoever names a type comes to see by it: supertypes, bounds, and the types of visible
 * members, with their type arguments; of nested types as well.
 */
final class VisibleSignatures {
  private VisibleSignatures() {}

  /**
   * A type that is seen.
   *
   * @param where by what
   */
  record Seen(String where, String type) {}

  /**
   * All of them.
   *
   * @param named the names of types that may be named
   */
  static List<Seen> of(JavaClasses classes, Set<String> named) {
    return classes.stream()
        .filter(type -> isVisible(type, named))
        .flatMap(VisibleSignatures::of)
        .toList();
  }

  private static boolean isVisible(JavaClass type, Set<String> named) {
    return named.contains(type.getName())
        || (isVisible(type.getModifiers())
            && type.getEnclosingClass().filter(outer -> isVisible(outer, named)).isPresent());
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<Seen> of(JavaClass type) {
    List<JavaType> above = new ArrayList<>(type.getInterfaces());
    type.getSuperclass().ifPresent(above::add);
    above.addAll(type.getTypeParameters());
    return Stream.concat(
        seen(type.getName(), above),
        type.getMembers().stream()
            .filter(member -> isVisible(member.getModifiers()))
            .flatMap(member -> seen(member.getFullName(), typesOf(member))));
  }

  private static List<JavaType> typesOf(JavaMember member) {
    if (member instanceof JavaField field) {
      return List.of(field.getType());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    List<JavaType> types = new ArrayList<>(code.getParameterTypes());
    types.add(code.getReturnType());
    types.addAll(code.getTypeParameters());
    types.addAll(code.getExceptionTypes());
    return types;
  }

  private static Stream<Seen> seen(String where, List<? extends JavaType> types) {
    return types.stream()
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .map(type -> new Seen(where, type.getName()));
  }
}
