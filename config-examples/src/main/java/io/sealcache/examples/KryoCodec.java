package io.sealcache.examples;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Kryo for values of registered classes: bytes name a class by its number only, so none but these
 * is ever made. The list only grows at its end, else what is stored means other classes.
 */
public final class KryoCodec implements Codec {
  private final Pool<Kryo> pool;

  /**
   * For objects of these classes, and what they hold.
   *
   * @param classes all that occur, also those of collections
   */
  public KryoCodec(List<Class<?>> classes) {
    this.pool =
        new Pool<>(true, false, 16) { // a Kryo is not thread-safe
          @Override
          protected Kryo create() {
            Kryo kryo = new Kryo();
            kryo.setRegistrationRequired(true);
            kryo.setMaxDepth(128);
            classes.forEach(kryo::register);
            return kryo;
          }
        };
  }

  @Override
  public String name() {
    return "kryo";
  }

  @Override
  public void encode(Object object, EncodingBuffer out) {
    Kryo kryo = pool.obtain();
    Output output = new Output(out);
    kryo.writeClassAndObject(output, object);
    output.flush();
    pool.free(kryo); // not after an exception: its state is unknown then
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    Kryo kryo = pool.obtain();
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(encoded.position(), bytes);
    try (Input input = new Input(bytes)) {
      Object object = kryo.readClassAndObject(input);
      if (object == null || !input.end()) {
        throw new IOException("The bytes are not exactly one object");
      }
      pool.free(kryo);
      return object;
    } catch (KryoException e) {
      throw new IOException("The bytes are no object: " + e.getClass().getName());
    }
  }
}
