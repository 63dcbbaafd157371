package io.sealcache.codec.arrow;

import static java.util.Objects.requireNonNull;

import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * How much a schema becomes on the heap: a flatbuffer may name one field or text in many places,
 * even inside of itself, and Arrow makes each of them anew. One schema's.
 */
final class ArrowSchemaSize {
  /** A table and its place, at least; that of a key and its value too. */
  private static final int TABLE = 16;

  private static final int ROOM = 8;

  private long left;

  private ArrowSchemaSize(int length) {
    this.left = (long) ROOM * length;
  }

  /** Whether a column may be of that type: no union, run ends or view, or what comes after. */
  static boolean isKnown(byte type) {
    return type != Type.Union && type <= Type.LargeList;
  }

  /**
   * Counts before Arrow reads.
   *
   * @param message that holds the schema
   * @param length of the message, in bytes
   */
  static void requireFits(Message message, int length) throws StreamCorruptedException {
    Schema schema = (Schema) requireNonNull(message.header(new Schema()));
    ArrowSchemaSize size = new ArrowSchemaSize(length);
    for (int i = 0; i < schema.customMetadataLength(); i++) {
      size.take(schema.customMetadata(i));
    }
    for (int i = 0; i < schema.fieldsLength(); i++) {
      size.take(schema.fields(i));
    }
  }

  private void take(Field field) throws StreamCorruptedException {
    take(TABLE);
    take(field.nameAsByteBuffer());
    if (!isKnown(field.typeType())) {
      throw new StreamCorruptedException("A column is of a type that codec 'arrow' doesn't take");
    }
    if (field.typeType() == Type.Timestamp && field.type(new Timestamp()) instanceof Timestamp t) {
      take(t.timezoneAsByteBuffer());
    }
    for (int i = 0; i < field.customMetadataLength(); i++) {
      take(field.customMetadata(i));
    }
    for (int i = 0; i < field.childrenLength(); i++) {
      take(field.children(i));
    }
  }

  private void take(KeyValue entry) throws StreamCorruptedException {
    take(TABLE);
    take(entry.keyAsByteBuffer());
    take(entry.valueAsByteBuffer());
  }

  private void take(@Nullable ByteBuffer text) throws StreamCorruptedException {
    take(text == null ? 0 : text.remaining());
  }

  private void take(long bytes) throws StreamCorruptedException {
    left -= bytes;
    if (bytes < 0 || left < 0) {
      throw new StreamCorruptedException("A schema is larger than its message");
    }
  }
}
