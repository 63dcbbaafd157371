package io.sealcache.internal.jackson;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Types as one version of Jackson sees them, with mixins, bundles of annotations and introspectors
 * of the application. Methods throw what Jackson throws of a type that it can't make sense of.
 *
 * @param <T> a type; two are equal where they are the same with their parameters
 * @param <M> a property's field, method or parameter, which carries annotations
 */
public interface TypeModel<T, M> {
  /** The class without type parameters. */
  Class<?> rawClass(T type);

  /** With type parameters. */
  String canonicalName(T type);

  /**
   * Whether data would name classes wherever Jackson has no better way, for types like that one.
   */
  boolean hasDefaultTyping(T type);

  /** Whether of a subclass's object only what the type itself has would be written. */
  boolean losesSubclasses(T type) throws IOException;

  /** Whether data would name classes there, of the type itself or of its elements. */
  boolean namesClasses(T type, @Nullable M member) throws IOException;

  /** What data may be there besides the type itself. */
  Collection<T> subtypes(T type, @Nullable M member) throws IOException;

  /** Whether it is an array, a collection, a map or a reference to one other. */
  boolean hasElements(T type);

  /** Of a map; null if it is none. */
  @Nullable T keyType(T type);

  /** Of what has elements. */
  T elementType(T type);

  /** Of what is no bean and yet made of others, as a map's entry is. */
  List<T> parameters(T type) throws IOException;

  /** What a bean is written and read with; empty if it is none. */
  List<Part<T, M>> parts(T type) throws IOException;

  /** Why Jackson can't write it and read it back; null if it can. */
  @Nullable String misfit(T type, @Nullable M member) throws IOException;

  /** What a failure of these says of a type. */
  String reason(Exception failure);

  /**
   * A property, or what else a bean is read from.
   *
   * @param place what is added to the bean's own, such as {@code .name}
   * @param ownWay whether a deserializer of the application's reads it
   * @param namesClasses whether data would name classes there, however it was found
   */
  record Part<T, M>(
      String place, T type, @Nullable M member, boolean ownWay, boolean namesClasses) {
    /** This, where data would name classes. */
    public Part<T, M> namingClasses() {
      return new Part<>(place, type, member, ownWay, true);
    }
  }
}
