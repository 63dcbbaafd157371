package io.sealcache.codecs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.Inside;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.Forgery;
import io.sealcache.fixture.JavaProgram;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.seal.BuiltInCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** The filter of the whole JVM, which is set once: each time in a JVM of its own. */
class SerialFilterTest {
  record Allowed(int number) implements Serializable {}

  record Rejected(int number) implements Serializable {}

  @Test
  void valueThatTheJvmsFilterRejects_isNeitherReadNorWritten() throws Exception {
    assertThat(read("-Djdk.serialFilter=!" + Rejected.class.getName()))
        .containsExactly(
            "Allowed[number=1]", "null", "undecodable: 1", "put: java.io.InvalidClassException");
  }

  @Test
  void withoutAFilter_bothAreReadAndWritten() throws Exception {
    assertThat(read())
        .containsExactly("Allowed[number=1]", "Rejected[number=2]", "undecodable: 0", "put: done");
  }

  private static List<String> read(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-XX:TieredStopAtLevel=1");
    return JavaProgram.run(Application.class, all).lines().toList();
  }

  /** Prints what it gets of each class, of which another JVM stored one, and whether it may put. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      try (StoreFixture fixture =
          StoreFixture.over(TestStore.CAFFEINE, Map.of("sealcache.codec", "java"))) {
        EncryptedCache<String, Object> cache = fixture.create("any");
        cache.put("allowed", new Allowed(1));
        RawCache raw = fixture.raw("any");
        Set<String> before = raw.entries().keySet();
        cache.put("rejected", "not yet");
        raw.entries().keySet().stream()
            .filter(key -> !before.contains(key))
            .forEach(key -> raw.plant(key, Forgery.in("any").seal(key, ofAnotherJvm())));

        System.out.println(cache.get("allowed"));
        System.out.println(cache.get("rejected"));
        long undecodable = Inside.unreadable(cache, UnreadableReason.UNDECODABLE);
        System.out.println("undecodable: " + undecodable);
        System.out.println("put: " + put(cache));
      }
    }

    private static byte[] ofAnotherJvm() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(new Rejected(2));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Forgery.plaintext(
          0, BuiltInCodec.JAVA.id(), System.currentTimeMillis(), bytes.toByteArray());
    }

    private static String put(EncryptedCache<String, Object> cache) {
      try {
        cache.put("rejected", new Rejected(2));
        return "done";
      } catch (CacheException e) {
        return requireNonNull(e.getCause()).getClass().getName();
      }
    }
  }
}
