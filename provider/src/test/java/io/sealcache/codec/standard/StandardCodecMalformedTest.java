package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.Samples;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardCodecMalformedTest {
  private static final int MAX_SEED_LENGTH = 2_000;

  private final Coding values = Coding.values();
  private final Coding keys = Coding.keys();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "c0", // no object
        "c1", // never used
        "07", // positive fixint
        "ff", // negative fixint
        "cc01", // uint 8
        "d0", // int 8 without its byte
        "d20000", // int 32 cut
        "a461", // str cut
        "a1ff", // no UTF-8
        "a3eda080", // a surrogate in UTF-8
        "c3c3", // more after the object
        "d9", // str 8 without its length
        "dbffffffff", // a length of 2^32 - 1
        "db7fffffff", // a length of 2^31 - 1
        "c67fffffff",
        "dd7fffffff",
        "df7fffffff",
        "c97fffffff03",
        "dc000201c3", // array cut
        "d40101", // half a character
        "c70003", // a BigInteger of nothing
        "c7030300010203", // a longer ext than its length
        "c7030400010203", // half a scale
        "c707100000000000000000", // a LocalDate that is too long
        "c706100000077f0d01", // month 13
        "c7081b0000000000000000", // an offset that is too long
        "d61b7fffffff", // an offset of years
        "c7031c2e2e2e", // no zone
        "d42002", // no boolean
        "c703230102ff", // 3 bytes of ints
        "c703020041d8", // odd UTF-16
        "d47f00", // an ext type of nobody's
        "d4fe00",
        "c702" + "38" + "91c0", // a set that is no ext 32
        "c80002" + "38" + "91c0",
        "d538" + "91c0",
        "c900000001" + "50" + "a0", // an enum without its constant
        "c900000002" + "50" + "a0a0", // an enum without a name
        "c900000001" + "52" + "00", // no Java stream
        "c900000004" + "3a" + "93c0c0c0", // nulls in a TreeSet
        "c900000003" + "3b" + "92c3c3", // twice the same in Set.of
      })
  void decode_refusesWhatIsNoEncoding(String hex) {
    assertThatThrownBy(() -> values.decodeHex(hex)).isInstanceOf(Exception.class);
    assertFails(values, HexFormat.of().parseHex(hex));
    assertFails(keys, HexFormat.of().parseHex(hex));
  }

  /** Counts that multiply with each level would take gigabytes. */
  @ParameterizedTest
  @ValueSource(strings = {"dc2710", "dd0000157c", "de2710", "df00000fff", "91", "81"})
  void decode_refusesNestedCountsWithoutMakingRoomForThem(String header) {
    for (int levels : new int[] {127, 1_100, 2_048, 100_000}) {
      byte[] bytes = HexFormat.of().parseHex(header.repeat(levels));
      assertFails(values, bytes);
      assertFails(keys, bytes);
    }
  }

  @Test
  void decode_refusesManyLargeCountsThatOneInputCannotBack() {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) 0xc0);
    byte[] header = HexFormat.of().parseHex("dd000f0000");
    for (int level = 0; level < 100; level++) {
      System.arraycopy(header, 0, bytes, level * header.length, header.length);
    }

    assertFails(values, bytes);
  }

  @Test
  void decode_refusesNestedExtensions() {
    EncodingBuffer out = new EncodingBuffer(0, 0);
    int levels = 10_000;
    for (int level = levels; level > 0; level--) {
      MessagePackWriter.beginExtension(out, CollectionForms.HASH_SET);
      MessagePackWriter.endExtension(out, out.size());
      out.setInt(out.size() - 5, (level - 1) * 7 + 1);
      out.writeByte(0x91);
    }
    assertFails(values, Arrays.copyOf(out.array(), out.size()));
    assertFails(keys, Arrays.copyOf(out.array(), out.size()));
  }

  static Stream<Object> javaObjects() {
    return Stream.of(Samples.serialised(), Samples.wrappers(), Samples.printables())
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("javaObjects")
  void decode_refusesBytesAfterTheObjectOfAJavaStream(Object object) throws Exception {
    byte[] stream = Coding.javaStream(object);
    byte[] longer = Arrays.copyOf(stream, stream.length + 1);
    longer[stream.length] = 0x70;

    assertThat(decodeJava(stream)).isNotNull();
    assertThatThrownBy(() -> decodeJava(longer)).isInstanceOf(IOException.class);
  }

  private Object decodeJava(byte[] stream) throws Exception {
    EncodingBuffer out = new EncodingBuffer(0, 0);
    int content = MessagePackWriter.beginExtension(out, StandardWriter.JAVA);
    out.write(stream);
    MessagePackWriter.endExtension(out, content);
    return values.decode(Arrays.copyOf(out.array(), out.size()));
  }

  @Test
  void decode_refusesEachTruncation() throws Exception {
    for (byte[] encoded : seeds()) {
      for (int length = 0; length < encoded.length; length++) {
        assertFails(values, Arrays.copyOf(encoded, length));
      }
    }
  }

  private List<byte[]> seeds() {
    return Stream.of(Samples.values(), Samples.arrays(), Samples.printables())
        .flatMap(s -> s)
        .map(this::encode)
        .filter(encoded -> encoded.length <= MAX_SEED_LENGTH)
        .toList();
  }

  private byte[] encode(Object object) {
    try {
      return values.encode(object);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertFails(Coding coding, byte[] bytes) {
    assertThat(decodeAny(coding, bytes)).as(() -> HexFormat.of().formatHex(bytes)).isFalse();
  }

  /** Whether the bytes are an object; anything but a checked exception fails the test. */
  private static boolean decodeAny(Coding coding, byte[] bytes) {
    try {
      return coding.decode(bytes) != null;
    } catch (IOException | ClassNotFoundException e) {
      return false;
    } catch (Throwable e) {
      throw new AssertionError("Decoding " + HexFormat.of().formatHex(bytes), e);
    }
  }

  @Test
  void decode_givesAnObjectOrACheckedExceptionForAnyBytes() throws Exception {
    Random random = new Random(1);
    List<byte[]> seeds = seeds();
    for (int i = 0; i < 2_000; i++) {
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      byte[] bytes = i % 4 == 0 ? new byte[random.nextInt(64)] : seed.clone();
      if (i % 4 == 0) {
        random.nextBytes(bytes);
      } else {
        for (int flips = random.nextInt(3); flips >= 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      decodeAny(i % 2 == 0 ? values : keys, bytes);
    }
  }
}
