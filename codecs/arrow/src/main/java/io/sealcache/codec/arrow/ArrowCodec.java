package io.sealcache.codec.arrow;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.ValueDecoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Tables: Apache Arrow's {@link VectorSchemaRoot} as an <a
 * href="https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format">IPC stream</a> of
 * one record batch. For values only. Thread-safe.
 *
 * <p>What comes back is an {@link ArrowTable}, which is a {@code VectorSchemaRoot}. It holds memory
 * outside of the heap, and <b>whoever is handed it closes it</b>: each get, each entry of an
 * iteration, each event and each {@code MutableEntry.getValue} makes one of its own. Tables that
 * SealCache reads for itself the garbage collector frees; until then the allocator counts them. A
 * table that was put stays the caller's, who may close it at once.
 *
 * <p>A stream of another writer has one record batch too, dictionaries that are whole, and no
 * compressed buffers. Columns of unions, run ends and views are not taken.
 *
 * <p>Arrow needs {@code --add-opens=java.base/java.nio=ALL-UNNAMED}, and so does this codec; no
 * more.
 */
public final class ArrowCodec implements Codec {
  private static final DictionaryProvider NO_DICTIONARIES = new MapDictionaryProvider();

  private final BufferAllocator allocator;

  /**
   * Allocates from a root allocator of its own without a limit, which is never closed: without
   * tables it holds nothing.
   */
  public ArrowCodec() {
    this(new RootAllocator());
  }

  /**
   * Allocates from that allocator.
   *
   * @param allocator for decoded tables; the caller's, who closes it after the cache and all
   *     tables; Arrow reports those as leaked that the garbage collector has yet to free
   */
  public ArrowCodec(BufferAllocator allocator) {
    this.allocator = allocator;
    // A flag that the JVM lacks shows here, not in the first put. The answer is of no use.
    MemoryUtil.directBuffer(0, 0);
  }

  @Override
  public String name() {
    return "arrow";
  }

  /**
   * Never.
   *
   * @throws IllegalArgumentException always: equal tables don't give equal bytes
   */
  @Override
  public Codec forKeysOf(Class<?> type) {
    throw new IllegalArgumentException(
        "codec 'arrow' encodes values only, as equal tables don't give equal bytes; choose another"
            + " one for keys of "
            + type.getName());
  }

  /**
   * This codec.
   *
   * @throws IllegalArgumentException if no {@code VectorSchemaRoot} is of that type
   */
  @Override
  public Codec forValuesOf(Class<?> type) {
    if (!type.isAssignableFrom(ArrowTable.class)) {
      throw new IllegalArgumentException(
          "codec 'arrow' takes tables, VectorSchemaRoot or ArrowTable, and no values of "
              + type.getName());
    }
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Large buffers are appended as they lie in Arrow's memory: the table must stay open until the
   * value is sealed, as it does until a put returns.
   *
   * @throws IllegalArgumentException if the object is not a {@code VectorSchemaRoot}, has columns
   *     encoded with a dictionary and is not an {@link ArrowTable}, or has a column of unions, run
   *     ends or views, or one whose length is not the table's, as those of a closed table are
   */
  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    if (!(object instanceof VectorSchemaRoot table)) {
      throw new IllegalArgumentException(
          "Codec 'arrow' takes VectorSchemaRoot, not "
              + object.getClass().getName()
              + "; set codec to one that does");
    }
    requireWhole(table);
    DictionaryProvider dictionaries =
        table instanceof ArrowTable whole ? whole.dictionaries() : NO_DICTIONARIES;
    requireKnown(table.getSchema().getFields(), dictionaries);
    ArrowEncoding.write(table, dictionaries, out);
  }

  private static void requireWhole(VectorSchemaRoot table) {
    List<FieldVector> columns = table.getFieldVectors();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).getValueCount() != table.getRowCount()) {
        throw new IllegalArgumentException(
            "Codec 'arrow': column %d has %d values, and the table %d rows; call setRowCount, and put no table that was closed"
                .formatted(i, columns.get(i).getValueCount(), table.getRowCount()));
      }
    }
  }

  private static void requireKnown(List<Field> fields, DictionaryProvider dictionaries) {
    for (Field field : fields) {
      if (!ArrowTableReader.isKnown(field)) {
        throw new IllegalArgumentException(
            "Codec 'arrow' takes no columns of type %s: make it lists, structures or plain values"
                .formatted(ArrowTableReader.stored(field)));
      }
      DictionaryEncoding encoding = field.getDictionary();
      Dictionary dictionary = encoding == null ? null : dictionaries.lookup(encoding.getId());
      if (encoding != null && dictionary == null) {
        throw new IllegalArgumentException(
            "Codec 'arrow': a column is encoded with dictionary %d, which is not there; put new ArrowTable(root, dictionaries)"
                .formatted(encoding.getId()));
      } else if (dictionary != null) {
        requireKnown(List.of(dictionary.getVector().getField()), dictionaries);
      }
      requireKnown(field.getChildren(), dictionaries);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @return an {@link ArrowTable}, which the caller closes
   */
  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    ArrowDecoding decoding = new ArrowDecoding(allocator);
    try {
      decoding.allocate(encoded.remaining()).put(encoded.duplicate());
      return decoding.decode(loader);
    } finally {
      decoding.giveUp();
    }
  }

  @Override
  public ValueDecoding decoding() {
    return new ArrowDecoding(allocator);
  }
}
