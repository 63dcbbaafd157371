package io.sealcache.codec.arrow;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.util.VectorBatchAppender;

/** Arrow's reader, but for looking at entries before they are appended to a dictionary. */
final class ArrowBatchReader extends ArrowStreamReader {
  private final ArrowDecompression decompression;

  ArrowBatchReader(
      ArrowMessages messages, BufferAllocator allocator, ArrowDecompression decompression) {
    super(messages, allocator, decompression);
    this.decompression = decompression;
  }

  @Override
  protected void loadDictionary(ArrowDictionaryBatch batch) {
    if (!batch.isDelta()) {
      super.loadDictionary(batch);
      return;
    }
    FieldVector entries = requireNonNull(dictionaries.get(batch.getDictionaryId())).getVector();
    try (FieldVector more = entries.getField().createVector(allocator)) {
      load(batch, more);
      // Appending believes the offsets of both.
      ArrowPlaces.requireInside(entries);
      ArrowPlaces.requireInside(more);
      if (entries.getValueCount() == 0) {
        allocate(entries);
      }
      VectorBatchAppender.batchAppend(entries, more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is appended to has to have a first offset, which a vector without values may lack. */
  static void allocate(FieldVector empty) {
    empty.setInitialCapacity(1);
    empty.allocateNew();
  }

  private void load(ArrowDictionaryBatch batch, FieldVector into) {
    try (batch) {
      new VectorLoader(
              new VectorSchemaRoot(List.of(into.getField()), List.of(into), 0), decompression)
          .load(batch.getDictionary());
    }
  }
}
