package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.sealcache.core.EntrySealer;
import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedRedisTest {
  private final EntrySealer sealer =
      SealedTexts.sealer(SecureRandom.getSeed(32), SecureRandom.getSeed(32));
  private RedisServer server;
  private RedisClient client;
  private RedisCommands<byte[], byte[]> redis;
  private SealedRedis texts;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    Needs.redisServer();
    server = RedisServer.start(directory);
    client = RedisClient.create("redis://127.0.0.1:" + server.port());
    StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
    redis = connection.sync();
    texts = new SealedRedis(redis, sealer, Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    sealer.close();
    if (client != null) {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
      server.close();
    }
  }

  @Test
  void get_givesWhatWasPutAndRedisSeesNoPlaintext() {
    texts.put("ada@example.com", "GB33BUKB20201555555555");

    assertThat(texts.get("ada@example.com")).contains("GB33BUKB20201555555555");
    assertThat(texts.get("bob@example.com")).isEmpty();
    for (byte[] key : redis.keys("*")) {
      assertThat(new String(key, ISO_8859_1) + new String(redis.get(key), ISO_8859_1))
          .doesNotContain("ada@example", "GB33BUKB");
      assertThat(redis.pttl(key)).isBetween(1L, 60_000L);
    }
  }

  @Test
  void get_ofWhatSomebodyChangedOrMoved_isNothing() {
    texts.put("ada@example.com", "GB33");
    byte[] ada = redis.keys("*").get(0);
    texts.put("bob@example.com", "DE02");
    byte[] moved = redis.get(ada);
    redis.keys("*").forEach(key -> redis.set(key, moved));

    assertThat(texts.get("ada@example.com")).contains("GB33");
    assertThat(texts.get("bob@example.com")).isEmpty();
    moved[moved.length - 1] ^= 1;
    redis.set(ada, moved);
    assertThat(texts.get("ada@example.com")).isEmpty();
  }

  @Test
  void remove_removes() {
    texts.put("ada@example.com", "GB33");
    texts.remove("ada@example.com");

    assertThat(texts.get("ada@example.com")).isEmpty();
    assertThat(redis.dbsize()).isZero();
  }
}
