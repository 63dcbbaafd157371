package io.sealcache.internal.jackson;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What codec {@code json} does, by whichever Jackson. */
public final class JsonForm {
  private JsonForm() {}

  /**
   * Writes an object.
   *
   * @throws IllegalArgumentException if it is not of the setup's type
   * @throws IllegalStateException if the setup has no type yet
   */
  public static void encode(JacksonSetup<?> setup, Object object, EncodingBuffer out)
      throws IOException {
    JacksonBinding<?> bound = setup.binding();
    int start = out.size();
    bound.write(object, out);
    if (isNull(out.array(), start, out.size() - start)) {
      throw bound.noValue();
    }
    if (setup.isForKeys()) {
      bound.requireEqual(object, () -> bound.type().read(out.array(), start, out.size() - start));
    }
  }

  private static boolean isNull(byte[] json, int start, int length) {
    return length == 4
        && json[start] == 'n'
        && json[start + 1] == 'u'
        && json[start + 2] == 'l'
        && json[start + 3] == 'l';
  }

  /** Reads an object of what is between the buffer's position and limit. */
  public static Object decode(JacksonSetup<?> setup, ByteBuffer encoded) throws IOException {
    if (encoded.hasArray()) {
      int offset = encoded.arrayOffset() + encoded.position();
      return read(setup.binding(), encoded.array(), offset, encoded.remaining());
    }
    byte[] json = new byte[encoded.remaining()];
    encoded.get(encoded.position(), json);
    return read(setup.binding(), json, 0, json.length);
  }

  private static Object read(JacksonBinding<?> bound, byte[] json, int offset, int length)
      throws IOException {
    return bound.read(() -> bound.type().read(json, offset, length));
  }
}
