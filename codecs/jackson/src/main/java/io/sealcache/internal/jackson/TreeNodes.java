package io.sealcache.internal.jackson;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * The nodes of one version of Jackson's tree: taken apart and made.
 *
 * @param <N> a node
 */
public interface TreeNodes<N> {
  /** What a node is; numbers by the class that holds them. */
  enum Kind {
    NULL,
    BOOLEAN,
    /** Of at most 64 bits. */
    INTEGER,
    FLOAT,
    DOUBLE,
    /** A BigInteger or a BigDecimal. */
    BIG_NUMBER,
    TEXT,
    BINARY,
    ARRAY,
    OBJECT,
    /** An object of Java's that Jackson took as it is. */
    EMBEDDED
  }

  /** What the node is, which of the next methods may be called. */
  Kind kind(N node);

  /** Of a boolean. */
  boolean booleanOf(N node);

  /** Of an integer. */
  long longOf(N node);

  /** Of a float. */
  float floatOf(N node);

  /** Of a double. */
  double doubleOf(N node);

  /** Of a big number, as {@code toString} writes it. */
  String bigNumberOf(N node);

  /** Of a text. */
  String textOf(N node);

  /**
   * Of bytes.
   *
   * @throws IOException if they can't be had
   */
  byte[] binaryOf(N node) throws IOException;

  /** How many elements an array, or how many fields an object has. */
  int size(N node);

  /** Of an array. */
  Iterable<N> elements(N node);

  /** Of an object, in order. */
  Iterable<Map.Entry<String, N>> fields(N node);

  /** Makes one. */
  N ofNull();

  /** Makes one. */
  N of(boolean value);

  /** Makes one. */
  N of(int value);

  /** Makes one. */
  N of(long value);

  /** Makes one. */
  N of(BigInteger value);

  /** Makes one. */
  N of(float value);

  /** Makes one. */
  N of(double value);

  /** Makes one. */
  N of(String text);

  /** Makes one. */
  N of(byte[] bytes);

  /** Makes one, which keeps the list. */
  N ofArray(List<N> elements);

  /** Makes one, which keeps the map. */
  N ofObject(Map<String, N> fields);
}
