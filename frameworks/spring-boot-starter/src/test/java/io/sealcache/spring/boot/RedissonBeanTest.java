package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import io.sealcache.spring.boot.guide.BookRepository;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The guide's application with a client of Redisson's as a bean. */
@ExtendWith(OutputCaptureExtension.class)
class RedissonBeanTest {
  @Test
  void clientThatIsABean_leadsToTheStoreWhichHoldsNoCanary(@TempDir Path directory)
      throws Exception {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory);
        ConfigurableApplicationContext application =
            Library.start(
                List.of(Client.class), "library.redis=" + redis.url(), Library.masterKey())) {
      assertThat(Library.use(application)).isEqualTo(5);

      RedissonClient client = application.getBean(RedissonClient.class);
      client.<String>getBucket("applications", StringCodec.INSTANCE).set("CANARYcontrolCANARY");
      redis.save();

      byte[] dump = Files.readAllBytes(directory.resolve("dump.rdb"));
      assertThat(CanarySearch.find("books", dump)).isNotEmpty();
      assertThat(CanarySearch.find("CANARYcontrolCANARY", dump)).isNotEmpty();
      assertThat(CanarySearch.find(Library.ISBN, dump)).isEmpty();
      assertThat(CanarySearch.find(BookRepository.TITLE, dump)).isEmpty();
    }
  }

  @Test
  void clientWhoseRedisIsNamedByAFileToo_isNotUsed(@TempDir Path directory) throws Exception {
    Needs.redisServer();
    Path file = directory.resolve("redisson.yaml");
    try (RedisServer redis = RedisServer.start(directory)) {
      Files.writeString(file, "singleServerConfig:\n  address: \"%s\"\n".formatted(redis.url()));
      try (ConfigurableApplicationContext application =
          Library.start(
              List.of(Unused.class),
              "sealcache.store.provider=org.redisson.jcache.JCachingProvider",
              "spring.cache.jcache.config=" + file.toUri(),
              Library.masterKey())) {
        assertThat(Library.use(application)).isEqualTo(5);
      }
    }
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
    try (ConfigurableApplicationContext application =
        Library.start(
            List.of(Unused.class, UnusedHazelcast.class), Library.CAFFEINE, Library.masterKey())) {
      assertThat(Library.use(application)).isEqualTo(5);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Client {
    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(@Value("${library.redis}") String address) {
      var config = new org.redisson.config.Config();
      config.useSingleServer().setAddress(address);
      return Redisson.create(config);
    }
  }

  /** That nobody may ask anything. */
  @Configuration(proxyBeanMethods = false)
  static class Unused {
    @Bean(destroyMethod = "")
    RedissonClient redisson() {
      return unused(RedissonClient.class);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class UnusedHazelcast {
    @Bean(destroyMethod = "")
    HazelcastInstance hazelcast() {
      return unused(HazelcastInstance.class);
    }
  }

  private static <T> T unused(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "toString" -> "unused";
                  case "hashCode" -> 1;
                  case "equals" -> proxy == arguments[0];
                  case "getConfig" -> new Config(); // Actuator asks for it
                  default -> throw new AssertionError(method.getName());
                }));
  }
}
