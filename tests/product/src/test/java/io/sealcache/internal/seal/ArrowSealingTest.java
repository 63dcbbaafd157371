package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.codec.arrow.ArrowCodec;
import io.sealcache.codec.arrow.ArrowTable;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.store.Allocations;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Large tables: from Arrow's memory into what is stored, and back. */
class ArrowSealingTest {
  private static final int ROWS = 1 << 21;
  private static final long TABLE = 16 << 20;
  private static final int LITTLE = 1 << 20;
  private static final int SMALL_ROWS = 50_000;

  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final AtomicLong allocated = new AtomicLong();
  private final BufferAllocator allocator =
      new RootAllocator(
          new AllocationListener() {
            @Override
            public void onAllocation(long size) {
              allocated.addAndGet(size);
            }
          },
          Long.MAX_VALUE);
  private final ObjectSealer sealer = sealer(new ArrowCodec(allocator));
  private final StoredKey key = sealer.sealKey("key");

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private ObjectSealer sealer(ArrowCodec codec) {
    return Sealing.of(keys, new StringCodec(), codec, 64 << 20).of(null);
  }

  private BigIntVector numbers(int rows) {
    BigIntVector numbers = new BigIntVector("number", allocator);
    numbers.allocateNew(rows);
    for (int i = 0; i < rows; i++) {
      numbers.set(i, i * 7919L);
    }
    numbers.setValueCount(rows);
    return numbers;
  }

  private byte[] sealed(int rows) {
    try (VectorSchemaRoot table = VectorSchemaRoot.of(numbers(rows))) {
      return seal(table);
    }
  }

  private byte[] seal(VectorSchemaRoot table) {
    return sealer.sealValue(key, table, WriterTrail.NONE).bytes();
  }

  private ArrowTable open(byte[] sealed) {
    return (ArrowTable)
        ((Read.Present<?>) sealer.openValue(key, SealedBytes.ofStore(sealed))).value();
  }

  private void refused(UnreadableReason reason, ObjectSealer opening, byte[] sealed) {
    assertThat(opening.openValue(key, SealedBytes.ofStore(sealed)))
        .isInstanceOfSatisfying(
            Read.Unreadable.class, read -> assertThat(read.reason()).isEqualTo(reason));
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void sealValue_allocatesNothingButWhatIsStored() {
    try (VectorSchemaRoot table = VectorSchemaRoot.of(numbers(ROWS))) {
      long before = allocated.get();

      assertThat(Allocations.of(() -> seal(table))).isBetween(TABLE, TABLE + LITTLE);
      assertThat(allocated.get()).isEqualTo(before);
    }
  }

  @Test
  void openValue_allocatesTheTableOutsideOfTheHeapAlone() {
    byte[] sealed = sealed(ROWS);
    open(sealed).close();
    allocated.set(0);
    open(sealed).close();
    assertThat(allocated.get()).isBetween(TABLE, TABLE + LITTLE);

    assertThat(Allocations.of(() -> open(sealed).close())).isLessThan(LITTLE);
  }

  @Test
  void openValue_afterTheTableWasClosed_givesItBack() {
    byte[] sealed = sealed(SMALL_ROWS);

    try (VectorSchemaRoot table = VectorSchemaRoot.of(numbers(SMALL_ROWS));
        ArrowTable opened = open(sealed)) {
      assertThat(opened.equals(table)).isTrue();
    }
  }

  @Test
  void openValue_ofATableWithADictionary_givesBoth() {
    VarCharVector cities = new VarCharVector("cities", allocator);
    cities.allocateNew();
    for (int i = 0; i < SMALL_ROWS; i++) {
      cities.setSafe(i, new Text("city " + i));
    }
    cities.setValueCount(SMALL_ROWS);
    Dictionary dictionary = new Dictionary(cities, new DictionaryEncoding(1, false, null));
    FieldVector encoded = (FieldVector) DictionaryEncoder.encode(cities, dictionary);
    byte[] sealed;
    try (ArrowTable table =
        new ArrowTable(VectorSchemaRoot.of(encoded), new MapDictionaryProvider(dictionary))) {
      sealed = seal(table);
    }

    try (ArrowTable opened = open(sealed);
        FieldVector found =
            (FieldVector)
                DictionaryEncoder.decode(opened.getVector(0), opened.dictionaries().lookup(1))) {
      assertThat(found.getObject(SMALL_ROWS - 1)).hasToString("city " + (SMALL_ROWS - 1));
    }
  }

  @Test
  void openValue_forgedAnywhere_leavesNothing() {
    byte[] sealed = sealed(SMALL_ROWS);
    for (int at : new int[] {40, sealed.length / 2, sealed.length - 20, sealed.length - 1}) {
      byte[] forged = sealed.clone();
      forged[at] ^= 1;
      refused(UnreadableReason.TAMPERED, sealer, forged);
    }
    open(sealed).close();
  }

  @Test
  void openValue_thatIsNoTable_leavesNothing() {
    byte[] plaintext = new byte[200_000];
    plaintext[1] = (byte) BuiltInCodec.id("arrow"); // the flags are zero
    byte[] sealed = Sealing.sealed(keys, key, plaintext).bytes();
    refused(UnreadableReason.UNDECODABLE, sealer, sealed);

    plaintext[8] = -1; // a message of another length than there is
    refused(UnreadableReason.UNDECODABLE, sealer, Sealing.sealed(keys, key, plaintext).bytes());
  }

  @Test
  void openValue_forWhichArrowHasNoMemory_isUndecodable() {
    byte[] sealed = sealed(SMALL_ROWS);
    try (BufferAllocator small = allocator.newChildAllocator("small", 0, 100_000)) {
      ObjectSealer opening = sealer(new ArrowCodec(small));
      refused(UnreadableReason.UNDECODABLE, opening, sealed);

      sealed[sealed.length - 1] ^= 1;
      refused(UnreadableReason.TAMPERED, opening, sealed);
    }
  }

  @Test
  void sliceThatIsKeptAfterClose_isRefused() {
    ArrowTable opened = open(sealed(SMALL_ROWS));
    ArrowBuf slice = opened.getVector(0).getDataBuffer().slice(8, 8);
    assertThat(slice.getLong(0)).isEqualTo(7919);

    opened.close();

    assertThatIllegalStateException().isThrownBy(() -> slice.getLong(0));
  }

  @Test
  void columnThatIsTakenFromATable_outlivesIt() {
    BigIntVector taken = new BigIntVector("taken", allocator);
    try (taken) {
      try (ArrowTable opened = open(sealed(SMALL_ROWS))) {
        opened.getVector(0).makeTransferPair(taken).transfer();
      }
      assertThat(taken.get(1)).isEqualTo(7919);
    }
  }
}
