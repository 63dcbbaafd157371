package io.sealcache.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A codec that fails. */
class CodecFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  /** Takes strings, but not those that hold "poison". */
  record Picky(String name) implements Codec {
    @Override
    public void encode(Object object, EncodingBuffer out) throws IOException {
      out.write("half way".getBytes(StandardCharsets.UTF_8));
      if (object.toString().contains("poison")) {
        throw new InvalidObjectException(object.toString());
      }
      out.write(object.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Object decode(ByteBuffer encoded, ClassLoader loader) {
      return StandardCharsets.UTF_8.decode(encoded.duplicate()).toString().substring(8);
    }
  }

  /** Throws what it doesn't declare, for strings that hold "poison" or "rotten". */
  record Undeclaring(String name) implements Codec {
    @Override
    public void encode(Object object, EncodingBuffer out) {
      if (object.toString().contains("poison")) {
        throw Undeclared.thrown(new TimeoutException());
      }
      out.write(object.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Object decode(ByteBuffer encoded, ClassLoader loader) {
      String decoded = StandardCharsets.UTF_8.decode(encoded.duplicate()).toString();
      if (decoded.contains("rotten")) {
        throw Undeclared.thrown(new TimeoutException());
      }
      return decoded;
    }
  }

  @Test
  void codecThrowsACheckedExceptionThatItDoesNotDeclare_failsAsByAnother() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setCodecFactory(() -> new Undeclaring("v"))
                .setKeyCodecFactory(() -> new Undeclaring("k")));
    cache.put("a", "1");

    for (Consumer<Cache<String, String>> operation :
        List.<Consumer<Cache<String, String>>>of(c -> c.put("a", "poison"), c -> c.get("poison"))) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> operation.accept(cache))
          .withMessageContainingAll(cache.getName(), "java.lang.String")
          .withCauseInstanceOf(TimeoutException.class);
    }
    assertThat(cache.replace("a", "poison", "2")).isFalse();
    assertThat(cache.get("a")).isEqualTo("1");
  }

  @Test
  void codecThrowsACheckedExceptionForWhatItDecodes_isAMiss() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setCodecFactory(() -> new Undeclaring("v"))
                .setKeyCodecFactory(() -> new Undeclaring("k")));
    cache.put("a", "rotten");
    cache.put("rotten", "1");

    assertThat(cache.get("a")).isNull();
    assertThat(Stores.contents(cache)).isEmpty();
    assertThat(Stores.unreadable(cache, "UNDECODABLE")).isEqualTo(3);
  }

  static Stream<Consumer<Cache<String, String>>> poisonousWrites() {
    return Stream.of(
        cache -> cache.put("a", "poison"),
        cache -> cache.getAndPut("a", "poison"),
        cache -> cache.replace("a", "poison"),
        cache -> cache.replace("a", "1", "poison"),
        cache -> cache.getAndReplace("a", "poison"),
        cache -> cache.putIfAbsent("b", "poison"),
        cache -> cache.putAll(Map.of("a", "2", "b", "poison", "c", "3")),
        cache -> cache.<Object>invoke("a", UserCode.setting("poison")));
  }

  @ParameterizedTest
  @MethodSource("poisonousWrites")
  void codecFailsToEncodeAValue_changesNothing(Consumer<Cache<String, String>> write) {
    Cache<String, String> cache =
        create(new EncryptedConfiguration<String, String>().setCodecFactory(() -> new Picky("v")));
    cache.put("a", "1");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> write.accept(cache))
        .withMessageContainingAll(cache.getName(), "java.lang.String")
        .withMessageNotContaining("poison")
        .withCauseInstanceOf(IOException.class);

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void codecFailsToEncodeAKey_isACacheException() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>().setKeyCodecFactory(() -> new Picky("k")));
    cache.put("a", "1");

    List<Consumer<Cache<String, String>>> operations =
        List.of(
            c -> c.get("poison"),
            c -> c.put("poison", "2"),
            c -> c.getAll(Set.of("a", "poison")),
            c -> c.putAll(Map.of("a", "2", "poison", "2")),
            c -> c.removeAll(Set.of("a", "poison")));
    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> operation.accept(cache))
                    .withMessageContaining("java.lang.String")
                    .withMessageNotContaining("poison"));
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void objectThatCantBeEncoded_isAnsweredWithCodecAndRemedies() {
    EncryptedCache<Object, Object> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);
    Object plain = new CodecFailureTest();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put("a", plain))
        .withMessageContainingAll(
            "codec 'standard'",
            CodecFailureTest.class.getName(),
            "java.io.Serializable",
            "set codec");
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put(plain, "a"))
        .withMessageContainingAll("a key of class", "codec 'standard'", "set key-codec");
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                create(
                        new EncryptedConfiguration<String, String>()
                            .setCodecFactory(() -> new Picky("v")))
                    .put("a", "poison"))
        .withMessageContainingAll("codec 'v'", "java.lang.String", "set codec");
  }

  @Test
  void writeObjectThatThrowsAnExceptionOfTheJdk_isNotQuoted() {
    EncryptedCache<Object, Object> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);

    for (String poison : List.of("poison", "poisoned", "poisonous")) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> cache.put("ada", new Held(poison)))
          .withMessageContaining("The cause says what it doesn't take")
          .withMessageNotContaining("poison");
    }
  }

  @Test
  void ownCodecThatThrowsAnExceptionOfTheJdk_isNotQuoted() {
    EncryptedCache<String, String> cache =
        create(new EncryptedConfiguration<String, String>().setCodecFactory(() -> new Picky("v")));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put("a", "poison"))
        .withMessageContaining("The cause says what it doesn't take")
        .withMessageNotContaining("poison");
  }

  private static final class Held implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private final Object held;

    Held(Object held) {
      this.held = held;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      if (held.equals("poison")) {
        throw new InvalidObjectException("poison");
      } else if (held.equals("poisoned")) {
        throw new NotSerializableException("poison");
      } else if (held.equals("poisonous")) {
        throw new UncheckedIOException(new InvalidObjectException("poison"));
      }
      out.defaultWriteObject();
    }
  }

  private static EncryptedCache<String, String> create(
      EncryptedConfiguration<String, String> configuration) {
    return STORES.create(TestStore.REFERENCE_IMPLEMENTATION, configuration);
  }
}
