package io.sealcache.internal.store.redisson;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

class RedissonClientsTest {
  private final List<String> events = new ArrayList<>();
  private final RedissonClients clients =
      new RedissonClients(
          applications -> {
            events.add("connect");
            return client();
          });

  private RedissonClient client() {
    return (RedissonClient)
        Proxy.newProxyInstance(
            RedissonClient.class.getClassLoader(),
            new Class<?>[] {RedissonClient.class},
            (proxy, method, arguments) -> {
              events.add(method.getName());
              return null;
            });
  }

  @Test
  void cachesOfOneClientOfTheApplications_shareOneOfOurs() {
    RedissonClient applications = client();

    assertThat(clients.join(applications)).isSameAs(clients.join(applications));

    assertThat(events).containsExactly("connect");
  }

  @Test
  void lastCache_shutsOursDownAndNothingElse() {
    RedissonClient applications = client();
    clients.join(applications);
    clients.join(applications);

    clients.leave(applications);
    assertThat(events).containsExactly("connect");
    clients.leave(applications);

    assertThat(events).containsExactly("connect", "shutdown");
  }

  @Test
  void otherClients_haveOnesOfTheirOwn() {
    assertThat(clients.join(client())).isNotSameAs(clients.join(client()));
  }
}
