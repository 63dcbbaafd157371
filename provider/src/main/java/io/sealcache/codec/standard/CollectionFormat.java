package io.sealcache.codec.standard;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How collections are written, where values and keys differ. Thread-safe. */
interface CollectionFormat {
  /**
   * Writes the object if it is a collection that this format has an encoding for.
   *
   * @return false if it is not, and nothing was written
   */
  boolean write(Object object, StandardWriter out) throws IOException;

  /** The collection that an array of MessagePack stands for; its header has been read. */
  Object readArray(int count, StandardReader in) throws IOException, ClassNotFoundException;

  /**
   * The map that a map of MessagePack stands for; its header has been read.
   *
   * @param wide whether that was one of 32 bits
   */
  Object readMap(int count, boolean wide, StandardReader in)
      throws IOException, ClassNotFoundException;

  /** The collection that the content of an ext stands for. */
  Object readExtension(int type, StandardReader in) throws IOException, ClassNotFoundException;

  /** The collection that is read for a variable of that type. */
  @Nullable Object readFor(Class<?> type, StandardReader in)
      throws IOException, ClassNotFoundException;

  /**
   * The form that Java serialization must write instead of each object that it meets, the root
   * included.
   */
  UnaryOperator<Object> replacements(StandardWriter out);

  /** An object of that class was Java-serialised. */
  void serialised(Class<?> type);
}
