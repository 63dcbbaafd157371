package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import io.sealcache.spring.boot.guide.BookRepository;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The guide's application with a Hazelcast client as a bean, whose member is another application.
 */
class HazelcastClientBeanTest {
  private final HazelcastInstance member = StoresTest.Member.hazelcast();

  @AfterEach
  void stopMember() {
    member.shutdown();
  }

  private String[] lines(String key) {
    var address = member.getCluster().getLocalMember().getAddress();
    return new String[] {
      "library.cluster=" + member.getConfig().getClusterName(),
      "library.member=" + address.getHost() + ":" + address.getPort(),
      key
    };
  }

  @Test
  void clientThatIsABean_leadsToTheStoreWhichHoldsNoCanary() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.start(List.of(Client.class), lines(Library.masterKey()))) {
      assertThat(Library.use(application)).isEqualTo(5);
      assertThat(member.getDistributedObjects())
          .extracting(Object::toString)
          .anyMatch(cache -> cache.contains("books"));

      StoreContents contents = StoreContents.of(application.getBean(EncryptedCacheManager.class));
      assertThat(contents.size()).isEqualTo(5);
      assertThat(contents.find(Library.ISBN)).isEmpty();
      assertThat(contents.find(BookRepository.TITLE)).isEmpty();
    }
  }

  @Configuration(proxyBeanMethods = false)
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
}
