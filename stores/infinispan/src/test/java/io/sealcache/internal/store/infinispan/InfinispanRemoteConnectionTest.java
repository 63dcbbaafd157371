package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Properties;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InfinispanRemoteConnectionTest {
  private final InfinispanRemoteConnection connection = new InfinispanRemoteConnection();
  private final Properties nowhere = new Properties();

  @BeforeEach
  void configure() {
    nowhere.setProperty("infinispan.client.hotrod.server_list", "127.0.0.1:1");
  }

  @Test
  void closing_leavesTheClientToACallThatIsUnderWay() {
    RemoteCacheManager client =
        connection.call(
            nowhere,
            used -> {
              connection.close();
              connection.close();
              assertThat(used.isStarted()).isTrue();
              return used;
            });

    assertThat(client.isStarted()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> connection.call(nowhere, used -> used));
  }

  @Test
  void client_isThereFromCallToCallUntilItIsClosed() {
    RemoteCacheManager client = connection.call(nowhere, used -> used);

    assertThat(connection.<RemoteCacheManager>call(nowhere, used -> used)).isSameAs(client);
    assertThat(client.isStarted()).isTrue();
    connection.close();
    assertThat(client.isStarted()).isFalse();
  }
}
