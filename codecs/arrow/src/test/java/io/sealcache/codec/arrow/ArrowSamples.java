package io.sealcache.codec.arrow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Tables, and what others write of them. */
final class ArrowSamples {
  private ArrowSamples() {}

  /** A column of numbers and one of texts, with a null in each ninth row. */
  static VectorSchemaRoot numbersAndTexts(BufferAllocator allocator, int rows) {
    BigIntVector numbers = new BigIntVector("number", allocator);
    VarCharVector texts = new VarCharVector("text", allocator);
    numbers.allocateNew(rows);
    texts.allocateNew(rows);
    for (int i = 0; i < rows; i++) {
      if (i % 9 == 8) {
        numbers.setNull(i);
        texts.setNull(i);
      } else {
        numbers.set(i, i * 7919L);
        texts.setSafe(i, ("row " + i).getBytes(StandardCharsets.UTF_8));
      }
    }
    return root(rows, numbers, texts);
  }

  /** A nullable one. */
  static Field field(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  static VectorSchemaRoot root(int rows, FieldVector... columns) {
    VectorSchemaRoot root = VectorSchemaRoot.of(columns);
    root.setRowCount(rows);
    return root;
  }

  /** A column encoded with dictionary 1. */
  static ArrowTable cities(BufferAllocator allocator, String... cities) {
    VarCharVector entries = texts(allocator, "cities", "Oslo", "Rome", "Lima");
    Dictionary dictionary = new Dictionary(entries, new DictionaryEncoding(1, false, null));
    try (VarCharVector plain = texts(allocator, "city", cities)) {
      FieldVector encoded = (FieldVector) DictionaryEncoder.encode(plain, dictionary);
      return new ArrowTable(root(cities.length, encoded), new MapDictionaryProvider(dictionary));
    }
  }

  static VarCharVector texts(BufferAllocator allocator, String name, String... texts) {
    VarCharVector vector =
        new VarCharVector(name, FieldType.nullable(new ArrowType.Utf8()), allocator);
    vector.allocateNew(texts.length);
    for (int i = 0; i < texts.length; i++) {
      vector.setSafe(i, texts[i].getBytes(StandardCharsets.UTF_8));
    }
    vector.setValueCount(texts.length);
    return vector;
  }

  /** A stream of so many batches of two rows, as Arrow writes it. */
  static byte[] stream(BufferAllocator allocator, int batches) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    IntVector numbers = new IntVector("n", allocator);
    try (VectorSchemaRoot root = VectorSchemaRoot.of(numbers);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
      writer.start();
      for (int i = 0; i < batches; i++) {
        numbers.setSafe(0, 2 * i);
        numbers.setSafe(1, 2 * i + 1);
        root.setRowCount(2);
        writer.writeBatch();
      }
    }
    return out.toByteArray();
  }

  static byte[] file(VectorSchemaRoot root, DictionaryProvider dictionaries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArrowFileWriter writer =
        new ArrowFileWriter(root, dictionaries, Channels.newChannel(out))) {
      writer.writeBatch();
    }
    return out.toByteArray();
  }

  /** Each row as a list of what Arrow makes of its values. */
  static List<List<Object>> rows(VectorSchemaRoot root) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < root.getRowCount(); i++) {
      List<Object> row = new ArrayList<>();
      for (FieldVector column : root.getFieldVectors()) {
        Object value = column.getObject(i);
        row.add(
            value instanceof byte[] bytes
                ? Map.of("bytes", List.of(bytes.length))
                : String.valueOf(value));
      }
      rows.add(row);
    }
    return rows;
  }
}
