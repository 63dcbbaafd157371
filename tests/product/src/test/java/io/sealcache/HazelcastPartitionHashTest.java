package io.sealcache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.ICache;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.RoutingMode;
import com.hazelcast.client.impl.clientside.HazelcastClientProxy;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.impl.HeapData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a client tells members of the keys that a call is about. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastPartitionHashTest {
  private static final Set<String> KEYS = Set.of("a", "b", "c");

  private final StoreFixture member = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private final WireTap wire = tap();
  private final HazelcastInstance client = client();
  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final Cache<String, String> cache = create();
  private final Set<String> storedKeys = new HashSet<>();

  private WireTap tap() {
    try {
      return new WireTap(member.hazelcast().getCluster().getLocalMember().getAddress().getPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HazelcastInstance client() {
    ClientConfig config = new ClientConfig();
    config.setClusterName(member.hazelcast().getConfig().getClusterName());
    config.getNetworkConfig().addAddress("127.0.0.1:" + wire.port());
    config.getNetworkConfig().getClusterRoutingConfig().setRoutingMode(RoutingMode.SINGLE_MEMBER);
    return HazelcastClient.newHazelcastClient(config);
  }

  private Cache<String, String> create() {
    Properties properties = new Properties();
    properties.put("hazelcast.instance.itself", client);
    properties.put("sealcache.store.provider", HazelcastClientCachingProvider.class.getName());
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    return provider
        .getCacheManager(null, null, properties)
        .createCache("words", new MutableConfiguration<String, String>());
  }

  @BeforeEach
  void fill() {
    KEYS.forEach(key -> cache.put(key, "word"));
    storedKeys.clear();
    for (DistributedObject object : member.hazelcast().getDistributedObjects()) {
      if (object instanceof ICache<?, ?> stored && stored.getName().equals("words")) {
        stored.forEach(entry -> storedKeys.add((String) entry.getKey()));
      }
    }
    assertThat(storedKeys).hasSameSizeAs(KEYS);
  }

  @AfterAll
  void close() throws IOException {
    provider.close();
    client.shutdown();
    wire.close();
    member.close();
  }

  @Test
  void getAll_tellsTheHashOfEachKey() {
    assertThat(hashesToldBy(() -> cache.getAll(KEYS))).hasSize(KEYS.size()).doesNotContain(0);
  }

  @Test
  void removeAll_tellsTheHashOfEachKey() {
    assertThat(hashesToldBy(() -> cache.removeAll(KEYS))).hasSize(KEYS.size()).doesNotContain(0);
    assertThat(cache.getAll(KEYS)).isEmpty();
  }

  /** Shows that this test would see keys without it. */
  @Test
  void put_tellsNone() {
    assertThat(hashesToldBy(() -> cache.put("a", "other"))).containsExactly(0);
  }

  /** Those that Hazelcast would compute, or 0 where none is told. */
  private List<Integer> hashesToldBy(Runnable call) {
    int before = wire.said().length;
    call.run();
    byte[] said = wire.said();
    List<Integer> hashes = new ArrayList<>();
    for (String key : storedKeys) {
      int computed = data(key).getPartitionHash();
      byte[] text = key.getBytes(US_ASCII);
      for (int place = before; place + text.length <= said.length; place++) {
        if (isAt(said, place, text)) {
          int hash =
              ByteBuffer.wrap(said).getInt(place - HeapData.HEAP_DATA_OVERHEAD - Integer.BYTES);
          assertThat(hash).isIn(0, computed);
          hashes.add(hash);
        }
      }
    }
    return hashes;
  }

  private static boolean isAt(byte[] all, int place, byte[] part) {
    return ByteBuffer.wrap(all, place, part.length).equals(ByteBuffer.wrap(part));
  }

  private Data data(String key) {
    return ((HazelcastClientProxy) client).client.getSerializationService().toData(key);
  }
}
