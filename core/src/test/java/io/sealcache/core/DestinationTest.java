package io.sealcache.core;

import static io.sealcache.core.Outcomes.bytes;
import static io.sealcache.core.Outcomes.opened;
import static io.sealcache.core.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that are opened into a place which the caller gives. */
class DestinationTest {
  private static final int SEGMENT = 64 * 1024;

  private final SettableClock clock = new SettableClock();
  private final Keyring keyring = new Keyring(MasterKey.of(FixedKey.secret(1)), List.of(), null);
  private final EntrySealer sealer = builder().build();
  private final StoredKey key = sealer.sealKey(new byte[] {1});
  private final List<ByteBuffer> given = new ArrayList<>();

  private EntrySealerBuilder builder() {
    EntrySealerBuilder options = EntrySealer.builder(keyring, "tables");
    options.clock = clock;
    return options;
  }

  /** Where buffers come from. */
  enum Place {
    ARRAY,
    DIRECT,
    PART_OF_AN_ARRAY,
    PART_OF_A_SLICE,
    PART_OF_DIRECT;

    ByteBuffer make(int length) {
      return switch (this) {
        case ARRAY -> ByteBuffer.allocate(length);
        case DIRECT -> ByteBuffer.allocateDirect(length);
        case PART_OF_AN_ARRAY -> part(ByteBuffer.allocate(length + 20), length);
        case PART_OF_A_SLICE -> part(ByteBuffer.allocate(length + 40).position(11).slice(), length);
        case PART_OF_DIRECT -> part(ByteBuffer.allocateDirect(length + 20), length);
      };
    }

    private static ByteBuffer part(ByteBuffer whole, int length) {
      for (int i = 0; i < whole.capacity(); i++) {
        whole.put(i, (byte) 7);
      }
      return whole.position(9).limit(9 + length);
    }

    /** Whether all that is around the part is as it was. */
    static boolean isLeftAlone(ByteBuffer part, int length) {
      ByteBuffer whole = part.duplicate().clear();
      for (int i = 0; i < whole.capacity(); i++) {
        if ((i < 9 || i >= 9 + length) && whole.get(i) != 7) {
          return false;
        }
      }
      return true;
    }
  }

  private Destination in(Place place) {
    return length -> {
      ByteBuffer buffer = place.make(length);
      given.add(buffer);
      return buffer;
    };
  }

  @ParameterizedTest
  @EnumSource
  void value_ofAnyLengthIsOpenedIntoIt(Place place) {
    List<Integer> lengths = new ArrayList<>(List.of(0, 1, 2, 1000));
    for (int segments = 1; segments <= 4; segments++) {
      for (int more = -10; more <= 2; more++) {
        lengths.add(segments * SEGMENT + more);
      }
    }
    for (int length : lengths) {
      given.clear();
      byte[] value = Bytes.random(length, length);
      SealedBytes sealed = sealer.sealValue(key, Payload.of(value).withTrail(new byte[12]));

      Outcome outcome = sealer.openValue(key, sealed, in(place));

      assertThat(opened(outcome).trail()).hasSize(12);
      assertHolds(place, value, outcome);
    }
  }

  private void assertHolds(Place place, byte[] value, Outcome outcome) {
    assertThat(bytes(outcome)).isEqualTo(value);
    assertThat(given).hasSize(1);
    ByteBuffer buffer = given.get(0);
    assertThat(bytes(buffer)).isEqualTo(value);
    if (place != Place.ARRAY && place != Place.DIRECT) {
      assertThat(Place.isLeftAlone(buffer, value.length)).isTrue();
    }
  }

  @Test
  void forgedValue_leavesOnlyZeros() {
    for (int length : new int[] {2 * SEGMENT, 5 * SEGMENT + 7}) {
      assertZerosLeft(sealer, length);
    }
  }

  private void assertZerosLeft(EntrySealer opening, int length) {
    byte[] sealed = sealer.sealValue(key, Payload.of(Bytes.random(length, 1))).bytes();
    int segments = (length + 8 - 1) / SEGMENT;
    for (Place place : Place.values()) {
      for (int segment : new int[] {0, 1, segments / 2, segments}) {
        given.clear();
        byte[] forged = sealed.clone();
        forged[25 + segment * (SEGMENT + 16) + 3] ^= 4;

        assertThat(reason(opening.openValue(key, SealedBytes.ofStore(forged), in(place))))
            .isEqualTo(UnreadableReason.TAMPERED);

        // Where the first segment doesn't open, nothing is asked for.
        assertThat(given).hasSize(segment == 0 ? 0 : 1);
        for (ByteBuffer buffer : given) {
          assertThat(buffer.remaining()).isEqualTo(length);
          assertThat(bytes(buffer)).isEqualTo(new byte[length]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void valueThatIsDeflatedOrPadded_isOpenedIntoItAsWell(Place place) {
    for (Compression compression : Compression.values()) {
      for (Padding padding : Padding.values()) {
        EntrySealer hiding = builder().compression(compression).padding(padding).build();
        for (int length : new int[] {0, 1, 1000, SEGMENT, 5 * SEGMENT + 1}) {
          given.clear();
          byte[] value = new byte[length];
          Arrays.fill(value, (byte) length);
          System.arraycopy(Bytes.random(length / 2, 1), 0, value, 0, length / 2);

          Outcome outcome =
              sealer.openValue(key, hiding.sealValue(key, Payload.of(value)), in(place));

          assertHolds(place, value, outcome);
        }
      }
    }
  }

  @Test
  void valueThatIsRefused_asksForNoPlace() {
    EntrySealer strict = builder().maxAge(Duration.ofMinutes(1)).maxPayload(3 * SEGMENT).build();
    EntrySealer acme = builder().valueCodec("acme").build();
    Payload payload = Payload.of(new byte[2 * SEGMENT]);

    assertThat(
            reason(
                strict.openValue(
                    key, strict.sealValue(key, payload.writtenAt(0)), in(Place.ARRAY))))
        .isEqualTo(UnreadableReason.TOO_OLD);
    assertThat(reason(strict.openValue(key, acme.sealValue(key, payload), in(Place.ARRAY))))
        .isEqualTo(UnreadableReason.UNDECODABLE);
    for (int length : new int[] {3 * SEGMENT + 1, 4 * SEGMENT, 20 * SEGMENT}) {
      SealedBytes longer = builder().build().sealValue(key, Payload.of(new byte[length]));
      assertThat(reason(strict.openValue(key, longer, in(Place.ARRAY))))
          .isEqualTo(UnreadableReason.MALFORMED);
    }
    assertThat(given).isEmpty();
  }

  // Authentic as a whole or not at all: the first segment doesn't say that it is too old.
  @Test
  void forgedValueThatSeemsTooOld_isTampered() {
    EntrySealer strict = builder().maxAge(Duration.ofMinutes(1)).build();
    byte[] sealed =
        strict.sealValue(key, Payload.of(new byte[3 * SEGMENT]).writtenAt(0)).bytes().clone();
    sealed[sealed.length - 1] ^= 1;

    assertThat(reason(strict.openValue(key, SealedBytes.ofStore(sealed), in(Place.ARRAY))))
        .isEqualTo(UnreadableReason.TAMPERED);
  }

  @Test
  void placeOfAnotherLength_isRefused() {
    for (int length : new int[] {100, 3 * SEGMENT}) {
      SealedBytes sealed = sealer.sealValue(key, Payload.of(Bytes.random(length, 1)));
      for (int more : new int[] {-1, 1}) {
        ByteBuffer other = ByteBuffer.allocate(length + more);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> sealer.openValue(key, sealed, wanted -> other))
            .withMessageContainingAll("" + length, "" + (length + more));
        assertThat(bytes(other)).isEqualTo(new byte[length + more]);
      }
    }
  }
}
