package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.Pretended;
import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import io.sealcache.spring.boot.guide.BookRepository;
import io.sealcache.spring.boot.restart.RedisThatStays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The guide's application over other stores, found by their files or by beans. */
@ExtendWith(OutputCaptureExtension.class)
class StoresTest {
  private static final String EHCACHE = "org.ehcache.jsr107.EhcacheCachingProvider";
  private static final String EHCACHE_FILE =
      "spring.cache.jcache.config=classpath:library-ehcache.xml";
  private static final String DECLARED = "spring.cache.cache-names=";
  private static final String REDISSON = "org.redisson.jcache.JCachingProvider";

  @Test
  void ehcacheByItsFile_holdsNoCanary() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.start(
            DECLARED, "sealcache.store.provider=" + EHCACHE, EHCACHE_FILE, Library.masterKey())) {
      Library.assertStoreHoldsNoCanary(application);
    }
  }

  @Test
  void hazelcastMemberThatIsABean_isTheStoreAndHoldsNoCanary() throws Exception {
    try (var application = Library.start(List.of(Member.class), Library.masterKey())) {
      Library.assertStoreHoldsNoCanary(application);
      assertHoldsBooks(application.getBean(HazelcastInstance.class));
    }
  }

  /** The client is the application's, and the member another one's. */
  @Test
  void hazelcastClientThatIsABean_leadsToTheStoreWhichHoldsNoCanary() throws Exception {
    HazelcastInstance member = Member.hazelcast();
    var address = member.getCluster().getLocalMember().getAddress();
    try (ConfigurableApplicationContext application =
        Library.start(
            List.of(Client.class),
            "library.cluster=" + member.getConfig().getClusterName(),
            "library.member=" + address.getHost() + ":" + address.getPort(),
            Library.masterKey())) {
      Library.assertStoreHoldsNoCanary(application);
      assertHoldsBooks(member);
    } finally {
      member.shutdown();
    }
  }

  private static void assertHoldsBooks(HazelcastInstance hazelcast) {
    assertThat(hazelcast.getDistributedObjects())
        .extracting(Object::toString)
        .anyMatch(cache -> cache.contains("books"));
  }

  @Test
  void redisByRedissonsFile_holdsNoCanary(@TempDir Path directory) throws Exception {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory);
        ConfigurableApplicationContext application =
            Library.start(
                "sealcache.store.provider=" + REDISSON,
                redisson(directory, redis),
                Library.masterKey())) {
      assertRedisHoldsNoCanary(application, redis, directory);
    }
  }

  @Test
  void redissonClientThatIsABean_leadsToTheStoreWhichHoldsNoCanary(@TempDir Path directory)
      throws Exception {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory);
        ConfigurableApplicationContext application =
            Library.start(
                List.of(RedisThatStays.class),
                "restart.redis=" + redis.url(),
                Library.masterKey())) {
      RedissonClient client = application.getBean(RedissonClient.class);
      client.<String>getBucket("applications", StringCodec.INSTANCE).set("CANARYcontrolCANARY");
      byte[] dump = assertRedisHoldsNoCanary(application, redis, directory);
      assertThat(CanarySearch.find("CANARYcontrolCANARY", dump)).isNotEmpty();
    }
  }

  @Test
  void redissonClientWhoseRedisIsNamedByAFileToo_isNotUsed(@TempDir Path directory)
      throws Exception {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory);
        ConfigurableApplicationContext application =
            Library.start(
                List.of(Unused.class),
                "sealcache.store.provider=" + REDISSON,
                redisson(directory, redis),
                Library.masterKey())) {
      assertThat(Library.use(application)).isEqualTo(5);
    }
  }

  private static byte[] assertRedisHoldsNoCanary(
      ConfigurableApplicationContext application, RedisServer redis, Path directory)
      throws Exception {
    assertThat(Library.use(application)).isEqualTo(5);
    redis.save();
    byte[] dump = Files.readAllBytes(directory.resolve("dump.rdb"));
    assertThat(CanarySearch.find("books", dump)).isNotEmpty();
    assertThat(CanarySearch.find(Library.ISBN, dump)).isEmpty();
    assertThat(CanarySearch.find(BookRepository.TITLE, dump)).isEmpty();
    return dump;
  }

  private static String redisson(Path directory, RedisServer redis) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("redisson.yaml"),
            "singleServerConfig:\n  address: \"%s\"\n".formatted(redis.url()));
    return "spring.cache.jcache.config=" + file.toUri();
  }

  @Test
  void beansOfTwoStores_areBothNamed(CapturedOutput output) {
    Library.assertRefused(
            output,
            () -> Library.start(List.of(Unused.class, UnusedHazelcast.class), Library.masterKey()))
        .contains("Set sealcache.store.provider to the one that stores the entries")
        .contains("com.hazelcast.cache.HazelcastMemberCachingProvider")
        .contains("org.redisson.jcache.JCachingProvider");
  }

  @Test
  void storeThatIsNamed_isTakenWhateverBeansThereAre() {
    try (var application = Library.startWithKey(List.of(Unused.class, UnusedHazelcast.class))) {
      assertThat(Library.use(application)).isEqualTo(5);
    }
  }

  static class Client {
    @Bean
    HazelcastInstance hazelcast(
        @Value("${library.cluster}") String cluster, @Value("${library.member}") String member) {
      ClientConfig config = new ClientConfig();
      config.setClusterName(cluster);
      config.setProperty("hazelcast.logging.type", "none");
      config.getNetworkConfig().addAddress(member);
      return HazelcastClient.newHazelcastClient(config);
    }
  }

  static class Member {
    @Bean
    static HazelcastInstance hazelcast() {
      Config config = new Config();
      config.setClusterName("library-" + System.nanoTime());
      config.setProperty("hazelcast.logging.type", "none");
      config.setProperty("hazelcast.phone.home.enabled", "false");
      config.setProperty("hazelcast.socket.bind.any", "false");
      config.getNetworkConfig().setPublicAddress("127.0.0.1");
      config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
      JoinConfig join = config.getNetworkConfig().getJoin();
      join.getMulticastConfig().setEnabled(false);
      join.getAutoDetectionConfig().setEnabled(false);
      return Hazelcast.newHazelcastInstance(config);
    }
  }

  /** That nobody may ask anything. */
  static class Unused {
    @Bean(destroyMethod = "")
    RedissonClient redisson() {
      return unused(RedissonClient.class);
    }
  }

  static class UnusedHazelcast {
    @Bean(destroyMethod = "")
    HazelcastInstance hazelcast() {
      return unused(HazelcastInstance.class);
    }
  }

  private static <T> T unused(Class<T> type) {
    return Pretended.of(
        type,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "toString" -> "unused";
              case "hashCode" -> 1;
              case "equals" -> proxy == arguments[0];
              case "getConfig" -> new Config(); // Actuator asks for it
              default -> throw new AssertionError(method.getName());
            });
  }
}
