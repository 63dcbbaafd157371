package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** One Redis for two services, of which the other's part is played by cachekit's vectors. */
class SharedRedisTest {
  private static final JsonObject VECTOR =
      Vectors.file("interop-mode.json")
          .getAsJsonArray("encryption_vectors")
          .get(0)
          .getAsJsonObject();
  private static final String TENANT = Vectors.text(VECTOR, "tenant_id");
  private static final MasterKey MASTER = MasterKey.ofHex(Vectors.text(VECTOR, "master_key_hex"));

  private static final Map<String, Object> ALICE = Map.of("name", "alice", "age", 30L);

  @TempDir static Path directory;
  @AutoClose private static RedisServer server;

  @AutoClose("shutdown")
  private static RedissonClient redisson;

  private final InteropCipher cipher = InteropCipher.of(InteropKeyring.of(TENANT, MASTER));

  @BeforeAll
  static void start() throws Exception {
    Needs.redisServer();
    server = RedisServer.start(directory);
    Config config = new Config();
    config.useSingleServer().setAddress(server.url());
    redisson = Redisson.create(config);
  }

  private static RBucket<byte[]> bucket(String key) {
    return redisson.getBucket(key, ByteArrayCodec.INSTANCE);
  }

  @Test
  void javaReadsWhatAnotherLanguageWrote() {
    bucket(Vectors.text(VECTOR, "cache_key")).set(Vectors.bytes(VECTOR, "ciphertext_hex"));

    InteropKey key = InteropKey.of("users", "get_user", 42);

    assertThat(cipher.decrypt(key, bucket(key.text()).get()).value()).isEqualTo(ALICE);
  }

  @Test
  void anotherLanguageReadsWhatJavaWrote() {
    InteropKey key = InteropKey.of("users", "get_user", 42);
    bucket(key.text()).set(cipher.encrypt(key, ALICE), Duration.ofMinutes(5));

    byte[] stored = bucket(Vectors.text(VECTOR, "cache_key")).get();

    assertThat(
            SealedBytes.open(
                TenantKey.derive(MASTER, Utf8.encode(TENANT)),
                Vectors.bytes(VECTOR, "aad_hex"),
                stored))
        .isEqualTo(Vectors.bytes(VECTOR, "plaintext_hex"));
  }

  @Test
  void redisHoldsCiphertextThatStaysWhereItIs() throws Exception {
    InteropKey ada = InteropKey.of("patients", "get_patient", "ada@example.com");
    InteropKey bob = InteropKey.of("patients", "get_patient", "bob@example.com");
    bucket(ada.text()).set(cipher.encrypt(ada, Map.of("diagnosis", "headache")));
    bucket(bob.text()).set(bucket(ada.text()).get());

    server.save();

    assertThat(Files.readString(directory.resolve("dump.rdb"), ISO_8859_1))
        .contains(ada.text())
        .doesNotContain("ada@example.com", "diagnosis", "headache");
    assertThatThrownBy(() -> cipher.decrypt(bob, bucket(bob.text()).get()))
        .isInstanceOf(NotAuthentic.class);
  }
}
