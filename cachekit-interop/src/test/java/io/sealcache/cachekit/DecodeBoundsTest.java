package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sealcache.cachekit.CachekitException.Malformed;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vectors of the protocol's decode-bounds.json 1.2.0, of its commit
 * 16badea469a1cee3c08f1dd5fdb87e7a5357d9bc, made from what the file says each is constructed of, as
 * the file itself repeats a few bytes for 65 KB.
 */
@Timeout(60)
class DecodeBoundsTest {
  /** Bytes of the heap, half of what 10,000 elements take, the fewest that a large one claims. */
  private static final long ENOUGH = 20_000;

  /** Tagged "overclaim"; what announces more than an int holds is no document to begin with. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nested_array16_depth_2048, dc07d0, 2048, '', 0, 6144, announces",
    "nested_array32_input_len_depth_1100, dd0000157c, 1100, '', 0, 5500, announces",
    "nested_map16_depth_2048, de07d0, 2048, '', 0, 6144, announces",
    "nested_array16_each_header_fits_sum_overclaims, dc07d0, 30, c0, 2000, 2090, announces",
    "array16_overclaim_shallow, dc2710, 1, 010203, 1, 6, announces",
    "array32_max_claim_alone, ddffffffff, 1, '', 0, 5, no document",
    "map32_max_claim_alone, dfffffffff, 1, '', 0, 5, no document",
    "array32_sum_wraps_u32, ddffffffff, 1, dd00000001, 1, 10, no document",
    "array32_sum_wraps_u32_small_first, 91, 1, ddffffffff, 1, 6, no document",
    "map32_half_claim_wraps_u32_mul, df80000000, 1, '', 0, 5, no document",
    "fixmap_short_by_one, 81, 1, c0, 1, 2, announces",
    "bin32_overclaim, c6ffffffff, 1, 41, 1, 6, no document",
    "str32_overclaim, dbffffffff, 1, 41, 1, 6, no document",
    "ext32_overclaim, c9ffffffff, 1, 0541, 1, 7, no document",
    "fixarray_short_by_one, 95, 1, c0, 4, 5, announces"
  })
  void decode_refusesMoreThanTheInputBacksWithoutReservingIt(
      String name, String hex, int count, String suffix, int times, int length, String refusal) {
    byte[] document = document(hex, count, suffix, times, length);

    requireRefused(document, refusal);
    assertThat(allocatedByRefusing(document)).isLessThan(ENOUGH);
  }

  /** Tagged "depth" alone, and "incomplete": neither announces more than the input can back. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nested_fixarray_depth_1025_complete, 91, 1025, c0, 1, 1026, deeper",
    "nested_fixmap_depth_1025_complete, 81a0, 1025, c0, 1, 2051, deeper",
    "incomplete_within_slot_budget, 92, 1, dc0000, 1, 4, no document",
    "incomplete_map_within_slot_budget, 82, 1, de0000c0, 1, 5, no scalar"
  })
  void decode_refusesWhatIsTooDeepOrEndsBeforeItsRoot(
      String name, String hex, int count, String suffix, int times, int length, String refusal) {
    requireRefused(document(hex, count, suffix, times, length), refusal);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nested_fixarray_depth_32, 91, 32, c0, 1, 33",
    "nested_fixmap_depth_32, 81a0, 32, c0, 1, 65",
    "array16_256_backed_nils, dc0100, 1, c0, 256, 259"
  })
  void decode_takesWhatIsBacked(
      String name, String hex, int count, String suffix, int times, int length) {
    byte[] document = document(hex, count, suffix, times, length);

    assertThat(InteropCodec.encode(InteropCodec.decode(document))).isEqualTo(document);
    assertThat(InteropCodec.encode(payloadOf(document).value())).isEqualTo(document);
  }

  private static byte[] document(String hex, int count, String suffix, int times, int length) {
    byte[] document = Vectors.hex(hex.repeat(count) + suffix.repeat(times));
    assertThat(document).hasSize(length);
    return document;
  }

  private static void requireRefused(byte[] document, String refusal) {
    assertThatThrownBy(() -> InteropCodec.decode(document))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(refusal);
    assertThatThrownBy(payloadOf(document)::value)
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(refusal);
    assertThatThrownBy(() -> ByteStorage.open(document, 1 << 29)).isInstanceOf(Malformed.class);
  }

  /** As Python writes it without integrity checks, so without an envelope. */
  private static Frame payloadOf(byte[] document) {
    String header = "{\"s\": \"default\", \"m\": {\"format\": \"msgpack\", \"compressed\": false}}";
    return FrameReader.plaintext()
        .withoutIntegrityChecks()
        .read("any key", PythonFrames.frame(header, document));
  }

  private static long allocatedByRefusing(byte[] document) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      InteropCodec.decode(document);
    } catch (Malformed e) {
      return threads.getCurrentThreadAllocatedBytes() - before;
    }
    throw new AssertionError("Taken");
  }
}
