package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.Unsupported;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@code interop/v1} in clear: one document of MessagePack each, without any protection.
 * Entries that shall be encrypted go through {@link InteropCipher} alone. Stateless and
 * thread-safe.
 *
 * <table>
 *   <caption>Types</caption>
 *   <tr><th>MessagePack</th><th>written from</th><th>read as</th></tr>
 *   <tr><td>nil</td><td>null</td><td>null</td></tr>
 *   <tr><td>bool</td><td>Boolean</td><td>Boolean</td></tr>
 *   <tr><td>int</td><td>Byte, Short, Integer, Long, BigInteger from -2^63 to 2^64-1</td>
 *     <td>Long, from 2^63 BigInteger</td></tr>
 *   <tr><td>float</td><td>finite Float and Double</td><td>Double</td></tr>
 *   <tr><td>str</td><td>String</td><td>String</td></tr>
 *   <tr><td>bin</td><td>byte[]</td><td>byte[]</td></tr>
 *   <tr><td>array</td><td>List</td><td>unmodifiable List</td></tr>
 *   <tr><td>map</td><td>Map with keys of String</td><td>unmodifiable Map with keys of null,
 *     Boolean, Long, BigInteger, Double, String, dates and times</td></tr>
 *   <tr><td>map with {@code __datetime__}</td><td>Instant, OffsetDateTime, LocalDateTime</td>
 *     <td>OffsetDateTime, LocalDateTime</td></tr>
 *   <tr><td>map with {@code __date__}</td><td>LocalDate</td><td>LocalDate</td></tr>
 *   <tr><td>map with {@code __time__}</td><td>LocalTime, OffsetTime</td>
 *     <td>LocalTime, OffsetTime</td></tr>
 *   <tr><td>ext</td><td>not written</td><td>{@link MessagePackExtension}</td></tr>
 * </table>
 */
public final class InteropCodec {
  /** Most lists and maps of one value, dates and times among them. */
  public static final int MAX_LISTS_AND_MAPS = 1_000_000;

  /** Most keys of one map that have the same {@link Object#hashCode}. */
  public static final int MAX_KEYS_OF_ONE_HASH = 100;

  private InteropCodec() {}

  /**
   * The canonical form of a value, which is the same in each language.
   *
   * @param value of the types above; times in whole microseconds, of the years 1 to 9999; not
   *     nested deeper than 512, of {@link #MAX_LISTS_AND_MAPS} and {@link #MAX_KEYS_OF_ONE_HASH} at
   *     most; a map with the flag of a date or time as that date or time is written
   * @return a new array
   * @throws Unsupported for anything else
   */
  public static byte[] encode(@Nullable Object value) {
    return CanonicalEncoder.encode(Profile.VALUE, value);
  }

  /**
   * The value of a stored entry, be its form canonical or not.
   *
   * @throws Malformed if the bytes are not exactly one document of the types above, nested deeper
   *     than 512, or have more than {@link #MAX_LISTS_AND_MAPS} or {@link #MAX_KEYS_OF_ONE_HASH}
   */
  public static @Nullable Object decode(byte[] stored) {
    if (FrameReader.isFrame(stored)) {
      throw new Malformed(
          "This is an entry of cachekit-py's default mode, which no other language shares; a"
              + " FrameReader reads it, or have Python use @cache(interop=...)");
    }
    return Document.read(stored);
  }
}
