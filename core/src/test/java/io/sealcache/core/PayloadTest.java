package io.sealcache.core;

import static io.sealcache.core.Outcomes.bytes;
import static io.sealcache.core.Outcomes.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are sealed from where they lie. */
class PayloadTest {
  private static final int SEGMENT = 64 * 1024;

  private final Keyring keyring = new Keyring(MasterKey.of(FixedKey.secret(1)), List.of(), null);
  private final EntrySealer sealer = builder().build();
  private final StoredKey key = sealer.sealKey(new byte[] {1});

  private EntrySealerBuilder builder() {
    return EntrySealer.builder(keyring, "tables");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, SEGMENT - 8, SEGMENT, 3 * SEGMENT + 5, 40 * SEGMENT + 1})
  void buffer_ofAnyKindIsSealedFromPositionToLimit(int length) {
    byte[] value = Bytes.random(length, 1);
    for (ByteBuffer buffer :
        List.of(ByteBuffer.allocate(length + 20), ByteBuffer.allocateDirect(length + 20))) {
      buffer.put(7, value);
      ByteBuffer part = buffer.position(3).slice().position(4).limit(4 + length);
      for (ByteBuffer each : List.of(part, part.asReadOnlyBuffer())) {
        SealedBytes sealed = sealer.sealValue(key, Payload.of(each));

        assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(value);
        assertThat(each.position()).isEqualTo(4);
        assertThat(each.limit()).isEqualTo(4 + length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, SEGMENT, SEGMENT + 1, 5 * SEGMENT, 40 * SEGMENT + 1})
  void parts_howeverManyAreOneValue(int length) {
    byte[] value = Bytes.random(length, 1);
    Random random = new Random(length);
    for (int longest : new int[] {1 + length / 300, SEGMENT / 3, SEGMENT - 1, 2 * SEGMENT}) {
      List<ByteBuffer> parts = new ArrayList<>();
      for (int at = 0, taken; at < length; at += taken) {
        taken = Math.min(random.nextInt(longest + 1), length - at);
        parts.add(part(Arrays.copyOfRange(value, at, at + taken), random.nextInt(4)));
      }

      SealedBytes sealed = sealer.sealValue(key, Payload.of(parts.toArray(ByteBuffer[]::new)));

      assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(value);
    }
  }

  @Test
  void shortPartsBeforeALongArray_areSealedFromTheirOwnPlaces() {
    byte[] value = Bytes.random(9 * SEGMENT, 1);
    ByteBuffer[] parts = {
      ByteBuffer.wrap(value, 0, 1000),
      ByteBuffer.wrap(value, 1000, 3000),
      ByteBuffer.wrap(value, 4000, value.length - 4000)
    };

    assertThat(bytes(sealer.openValue(key, sealer.sealValue(key, Payload.of(parts)))))
        .isEqualTo(value);
  }

  private static ByteBuffer part(byte[] bytes, int kind) {
    ByteBuffer buffer =
        kind % 2 == 0
            ? ByteBuffer.allocate(bytes.length + 2)
            : ByteBuffer.allocateDirect(bytes.length + 2);
    buffer.put(1, bytes).position(1).limit(1 + bytes.length);
    return kind < 2 ? buffer : buffer.asReadOnlyBuffer();
  }

  @Test
  void parts_changedInPositionAfterwardsAreSealedAsTheyWere() {
    ByteBuffer buffer = ByteBuffer.wrap(Bytes.random(100, 1));
    Payload payload = Payload.of(buffer);
    buffer.position(50);

    assertThat(bytes(sealer.openValue(key, sealer.sealValue(key, payload))))
        .isEqualTo(buffer.array());
  }

  @Test
  void noParts_areAnEmptyValue() {
    for (Payload empty :
        List.of(
            Payload.of(),
            Payload.of(new byte[0]),
            Payload.of(ByteBuffer.allocate(0), ByteBuffer.allocateDirect(0)),
            Payload.behindRoom(new byte[8], 8, 0))) {
      assertThat(bytes(sealer.openValue(key, sealer.sealValue(key, empty)))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 8", "2, 12, 21", "2, 192, 201"})
  void room_isTheHeaderAndTheTrail(int codec, int trail, int room) {
    assertThat(builder().valueCodec(codec).build().room(trail)).isEqualTo(room);
    assertThat(builder().valueCodec("acme").build().room(trail)).isEqualTo(room + 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, SEGMENT - 8, 3 * SEGMENT + 5, 40 * SEGMENT + 1})
  void valueBehindRoom_isSealedWithNoByteTouchedButTheRoom(int length) {
    for (EntrySealer each : List.of(sealer, builder().valueCodec("acme").build())) {
      for (int entries : new int[] {0, 1, 16}) {
        byte[] trail = Bytes.random(12 * entries, 2);
        int room = each.room(trail.length);
        for (int margin : new int[] {0, 5}) {
          byte[] array = Bytes.random(margin + room + length + margin, 3);
          byte[] before = array.clone();
          int start = margin + room;

          SealedBytes sealed =
              each.sealValue(
                  key, Payload.behindRoom(array, start, length).withTrail(trail).writtenAt(9));

          assertThat(bytes(each.openValue(key, sealed)))
              .isEqualTo(Arrays.copyOfRange(before, start, start + length));
          assertThat(opened(each.openValue(key, sealed)).trail()).isEqualTo(trail);
          assertThat(Arrays.copyOfRange(array, margin + 2, margin + 8))
              .as("the time of writing")
              .containsExactly(0, 0, 0, 0, 0, 9);
          System.arraycopy(array, margin, before, margin, room);
          assertThat(array).isEqualTo(before);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void valueBehindLessRoom_isSealedWithNoByteTouched(int room) {
    byte[] array = Bytes.random(room + 100_000, 3);
    byte[] before = array.clone();

    SealedBytes sealed = sealer.sealValue(key, Payload.behindRoom(array, room, 99_000));

    assertThat(bytes(sealer.openValue(key, sealed)))
        .isEqualTo(Arrays.copyOfRange(before, room, room + 99_000));
    assertThat(array).isEqualTo(before);
  }

  @Test
  void valueBehindRoomThatIsDeflatedOrPadded_isSealedWithNoByteTouched() {
    for (EntrySealer hiding :
        List.of(
            builder().compression(Compression.DEFLATE).build(),
            builder().padding(Padding.PADME).build())) {
      byte[] array = new byte[1000];
      Arrays.fill(array, (byte) 5);
      byte[] before = array.clone();

      SealedBytes sealed = hiding.sealValue(key, Payload.behindRoom(array, 50, 900));

      assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(Arrays.copyOf(before, 900));
      assertThat(array).isEqualTo(before);
    }
  }

  @Test
  void partOutsideOfTheArray_isRefused() {
    for (int[] part : new int[][] {{-1, 5}, {0, 11}, {11, 0}, {5, -1}, {5, Integer.MAX_VALUE}}) {
      assertThatThrownBy(() -> Payload.behindRoom(new byte[10], part[0], part[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 48, Long.MIN_VALUE, Long.MAX_VALUE})
  void timeThatNoValueHas_isRefused(long millis) {
    Payload payload = Payload.of(new byte[1]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> payload.writtenAt(millis))
        .withMessageContaining("" + millis);
  }

  @Test
  void payload_sealedTwiceIsTheSame() {
    Payload payload = Payload.of(Bytes.random(100, 1));

    assertThat(bytes(sealer.openValue(key, sealer.sealValue(key, payload))))
        .isEqualTo(bytes(sealer.openValue(key, sealer.sealValue(key, payload))));
  }
}
