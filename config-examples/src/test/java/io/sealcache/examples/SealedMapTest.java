package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.sealcache.core.EntrySealer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealedMapTest {
  private final EntrySealer sealer =
      SealedTexts.sealer(SecureRandom.getSeed(32), SecureRandom.getSeed(32));
  private final HazelcastInstance member = member();
  private final IMap<String, byte[]> map = member.getMap("texts");
  private final SealedMap texts = new SealedMap(map, sealer);

  private static HazelcastInstance member() {
    Config config = new Config().setClusterName(UUID.randomUUID().toString());
    config.getNetworkConfig().setPublicAddress("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    return Hazelcast.newHazelcastInstance(config);
  }

  @AfterEach
  void stop() {
    member.shutdown();
    sealer.close();
  }

  @Test
  void get_givesWhatWasPutAndHazelcastSeesNoPlaintext() {
    texts.put("ada@example.com", "GB33BUKB20201555555555");

    assertThat(texts.get("ada@example.com")).contains("GB33BUKB20201555555555");
    assertThat(texts.get("bob@example.com")).isEmpty();
    map.forEach(
        (key, value) ->
            assertThat(key + new String(value, StandardCharsets.ISO_8859_1))
                .doesNotContain("ada@example", "GB33BUKB"));
  }

  @Test
  void all_isWhatOpensWithItsKeys() {
    texts.put("ada", "1");
    texts.put("bob", "2");
    String ada =
        map.keySet().stream()
            .filter(
                key -> !key.equals(sealer.sealKey("bob".getBytes(StandardCharsets.UTF_8)).text()))
            .findFirst()
            .orElseThrow();
    map.set("no stored key", new byte[] {1});
    map.set(ada, new byte[60]);

    assertThat(texts.all()).isEqualTo(Map.of("bob", "2"));
  }
}
