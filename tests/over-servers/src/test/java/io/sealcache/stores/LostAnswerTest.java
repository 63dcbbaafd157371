package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A store that did what it was asked, whose answer is lost, and that its client asks again: {@code
 * redo-operation} of Hazelcast's, by itself Redisson's.
 */
@Timeout(300)
class LostAnswerTest {
  private static final String NAME = "asked-twice";
  private static final String KEY = "key";

  @AutoClose private ServerSocket requests;

  @BeforeEach
  void listen() throws IOException {
    requests = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @CsvSource({"HAZELCAST,0", "HAZELCAST,1", "HAZELCAST,3", "REDIS,0", "REDIS,1", "REDIS,3"})
  void invoke_repeatedAfterSoManyHaveCounted_runsTheProcessorOnce(StoreKind kind, int writers)
      throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        RecordingProxy proxy = proxy(store);
        Others others = new Others(store, writers);
        ClientJvm client = client(store, proxy, others::count)) {
      int port = requests.getLocalPort();
      int returned = client.call(application -> increment(application, port));

      assertThat(returned).isEqualTo(2);
      assertThat(client.call(ClientApplication::notes)).containsExactly("run");
      assertThat(others.counts()).isEqualTo(IntStream.range(3, 3 + 10 * writers).boxed().toList());
      assertThat(client.call(LostAnswerTest::number)).isEqualTo(2 + 10 * writers);
    }
  }

  /** Applications that reach the store without the proxy. */
  private static final class Others implements AutoCloseable {
    private final List<ClientJvm> clients = new ArrayList<>();
    private final List<Integer> counts = new CopyOnWriteArrayList<>();

    Others(RunningStore store, int number) {
      for (int i = 0; i < number; i++) {
        ClientJvm client = store.client();
        clients.add(client);
        client.call(application -> application.create(NAME, configuration()) != null);
      }
    }

    /** All count in turn, ten times each. */
    void count() {
      for (int round = 0; round < 10; round++) {
        for (ClientJvm client : clients) {
          counts.add(client.call(application -> increment(application, 0)));
        }
      }
    }

    List<Integer> counts() {
      return counts;
    }

    @Override
    public void close() throws Exception {
      for (ClientJvm client : clients) {
        client.close();
      }
    }
  }

  private static MutableConfiguration<String, Counted> configuration() {
    return new EncryptedConfiguration<String, Counted>()
        .setContentionTimeout(
            Duration.ofSeconds(100)); // others may count for long on a busy machine
  }

  /**
   * Counts.
   *
   * @param port where to have the answer lost; 0: nowhere
   */
  private static int increment(ClientApplication application, int port) {
    return application
        .<String, Counted>cache(NAME)
        .<Integer>invoke(
            KEY,
            (entry, arguments) -> {
              application.notes().add("run");
              int next = entry.getValue().number + 1;
              if (port != 0) {
                loseNextAnswer(port);
              }
              entry.setValue(new Counted(next, 0));
              return next;
            });
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void replace_repeatedByTheStoresClient_isTrue(StoreKind kind) throws Exception {
    assertThat(compare(kind, (cache, old) -> cache.replace(KEY, old, new Counted(2, 0)))).isTrue();
  }

  // Nothing tells an entry that this call removed from one that another removed before.
  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void remove_repeatedByTheStoresClient_isDoneButFalse(StoreKind kind) throws Exception {
    assertThat(compare(kind, (cache, old) -> cache.remove(KEY, old))).isFalse();
  }

  private interface Compare extends BiPredicate<Cache<String, Counted>, Counted>, Serializable {}

  /** The answer of {@code operation}, whose store did it and was then asked once more. */
  private boolean compare(StoreKind kind, Compare operation) throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        RecordingProxy proxy = proxy(store);
        ClientJvm client = client(store, proxy, () -> {})) {
      int port = requests.getLocalPort();
      boolean answer =
          client.call(
              application -> {
                Cache<String, Counted> cache = application.cache(NAME);
                cache.put(KEY, new Counted(1, port));
                return operation.test(cache, new Counted(1, port));
              });
      assertThat(client.call(LostAnswerTest::number)).isEqualTo(answer ? 2 : 0);
      return answer;
    }
  }

  private static RecordingProxy proxy(RunningStore store) throws IOException {
    return new RecordingProxy(store.port());
  }

  /**
   * Starts one that reaches the store through the proxy.
   *
   * @param meanwhile runs before it asks again
   */
  private ClientJvm client(RunningStore store, RecordingProxy proxy, Runnable meanwhile) {
    List<String> options = new ArrayList<>(store.through(proxy.port()));
    options.add("-Dstore.redo=true");
    ClientJvm client = ClientJvm.sealing(options);
    assertThat(client.call(LostAnswerTest::open)).isTrue();
    Thread losing = new Thread(() -> loseAnswers(proxy, meanwhile));
    losing.setDaemon(true);
    losing.start();
    return client;
  }

  private static boolean open(ClientApplication application) {
    Cache<String, Counted> cache = application.create(NAME, configuration());
    Counted one = new Counted(1, 0);
    cache.put(KEY, one);
    return cache.replace(KEY, one, one) && cache.remove(KEY, one) && warmedUp(cache, one);
  }

  // By now Redis knows each operation's script, and does what it's asked at the first request.
  private static boolean warmedUp(Cache<String, Counted> cache, Counted one) {
    return cache.putIfAbsent(KEY, one);
  }

  private static int number(ClientApplication application) {
    Counted number = application.<String, Counted>cache(NAME).get(KEY);
    return number == null ? 0 : number.number;
  }

  private void loseAnswers(RecordingProxy proxy, Runnable meanwhile) {
    try {
      try (Socket request = requests.accept()) {
        proxy.loseNextAnswer(meanwhile);
      }
      while (true) {
        requests.accept().close(); // the next request loses nothing
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  /** Has the proxy do so; called between the look at an entry and what is then written. */
  private static void loseNextAnswer(int port) {
    try (Socket request = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (request.getInputStream().read() >= 0) {
        throw new IllegalStateException("The test says more than that it's done");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Equal by its number; asking loses the store's next answer where it has a port for that. */
  private static final class Counted implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final int port;

    Counted(int number, int port) {
      this.number = number;
      this.port = port;
    }

    @Override
    public boolean equals(Object other) {
      if (port != 0) {
        loseNextAnswer(port);
      }
      return other instanceof Counted that && number == that.number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }
}
