package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.StoreContents;
import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import io.sealcache.spring.boot.guide.BookRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The guide's application over other stores; and with one line that would leave SealCache out. */
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
      assertHoldsNoCanary(application);
    }
  }

  @Test
  void hazelcastMemberThatIsABean_isTheStoreAndHoldsNoCanary() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.start(List.of(Member.class), Library.masterKey())) {
      assertHoldsNoCanary(application);
      assertThat(application.getBean(HazelcastInstance.class).getDistributedObjects())
          .extracting(Object::toString)
          .anyMatch(cache -> cache.contains("books"));
    }
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
      assertThat(Library.use(application)).isEqualTo(5);

      redis.save();

      byte[] dump = Files.readAllBytes(directory.resolve("dump.rdb"));
      assertThat(CanarySearch.find("books", dump)).isNotEmpty();
      assertThat(CanarySearch.find(Library.ISBN, dump)).isEmpty();
      assertThat(CanarySearch.find(BookRepository.TITLE, dump)).isEmpty();
    }
  }

  private static String redisson(Path directory, RedisServer redis) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("redisson.yaml"),
            "singleServerConfig:\n  address: \"%s\"\n".formatted(redis.url()));
    return "spring.cache.jcache.config=" + file.toUri();
  }

  private static void assertHoldsNoCanary(ConfigurableApplicationContext application)
      throws Exception {
    assertThat(Library.use(application)).isEqualTo(5);
    StoreContents contents = StoreContents.of(application.getBean(EncryptedCacheManager.class));
    assertThat(contents.size()).isEqualTo(5);
    assertThat(contents.find(Library.ISBN)).isEmpty();
    assertThat(contents.find(BookRepository.TITLE)).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
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
}
