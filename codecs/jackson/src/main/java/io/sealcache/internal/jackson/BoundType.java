package io.sealcache.internal.jackson;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One type as one version of Jackson writes and reads it. Thread-safe.
 *
 * @param <N> a node of its tree
 */
public interface BoundType<N> {
  /** The class of what is written and read, without type parameters. */
  Class<?> rawClass();

  /** With type parameters. */
  String canonicalName();

  /** Whether of a subclass's object only what the type itself has would be written. */
  boolean losesSubclasses();

  /** How many properties are written of a class; fails however Jackson fails. */
  int properties(Class<?> type) throws IOException;

  /** Writes an object as JSON; fails however Jackson fails. */
  void write(Object object, OutputStream json) throws IOException;

  /** Reads JSON; fails however Jackson fails. */
  @Nullable Object read(byte[] json, int offset, int length) throws IOException;

  /** Makes a tree of an object; fails however Jackson fails. */
  N toTree(Object object) throws IOException;

  /** Makes an object of a tree; fails however Jackson fails. */
  @Nullable Object ofTree(N tree) throws IOException;

  /** What trees are made of. */
  TreeNodes<N> nodes();

  /** Where in an object writing failed, such as {@code .name[]}; empty if that isn't known. */
  String place(Throwable failure);

  /**
   * Why Jackson can't read what was written, by the classes of this JVM alone: names of properties
   * that they lack may be a map's keys, which are data.
   */
  String misfit(Throwable failure);
}
