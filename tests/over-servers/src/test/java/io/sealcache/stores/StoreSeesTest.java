package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CanaryProgram;
import io.sealcache.fixture.CanarySearch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every byte between an application and its store, and every byte in the store. */
@Timeout(300)
class StoreSeesTest {
  private static final String NAME = "canaries";

  /** The texts that no store may learn. */
  static List<String> secrets() {
    List<String> all = new ArrayList<>(CanaryProgram.ALL);
    all.addAll(Secrets.ALL);
    all.add(CanaryListener.class.getSimpleName());
    return all;
  }

  /** The texts that nobody may learn, be it from an application's own log. */
  static List<String> canaries() {
    List<String> all = new ArrayList<>(CanaryProgram.ALL);
    all.addAll(Secrets.VALUES);
    all.remove("CanaryClass"); // there we tell which classes of keys are Java-serialised
    return all;
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void run_withEncryption_leavesNoCanaryOnTheWireOrInTheStore(StoreKind kind) throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        RecordingProxy proxy = new RecordingProxy(store.port());
        ClientJvm client = ClientJvm.sealing(store.through(proxy.port()))) {
      client.call(StoreSeesTest::runSealing);
      byte[] contents = StoreInsight.contents(store);

      assertThat(findInEach(proxy.recorded(), secrets())).isEmpty();
      assertThat(proxy.recorded().stream().mapToInt(stream -> stream.length).sum())
          .isGreaterThan(20_000);
      assertThat(find(contents, secrets())).isEmpty();
      assertThat(find(contents, List.of(NAME))).isNotEmpty(); // where the entries are
    }
  }

  // Proves the proxy and the search: without us the same program shows its canaries.
  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void run_withoutEncryption_showsCanariesOnTheWireAndInTheStore(StoreKind kind) throws Exception {
    try (RunningStore store = RunningStore.knowing(kind);
        RecordingProxy proxy = new RecordingProxy(store.port());
        ClientJvm client = ClientJvm.start(store.through(proxy.port()), kind.provider())) {
      client.call(StoreSeesTest::runUnencrypted);

      assertThat(findInEach(proxy.recorded(), CanaryProgram.ALL))
          .containsKeys(shownBy(kind).toArray(String[]::new));
      assertThat(find(StoreInsight.contents(store), CanaryProgram.ALL))
          .containsKeys(CanaryProgram.KEY, CanaryProgram.VALUE);
    }
  }

  // Redisson's codec changes the last character of a text, so only those followed by more show.
  private static List<String> shownBy(StoreKind kind) {
    return switch (kind) {
      case HAZELCAST -> CanaryProgram.IN_ENTRIES;
      case REDIS -> List.of(CanaryProgram.KEY, CanaryProgram.VALUE, CanaryProgram.BYTES);
    };
  }

  static boolean runSealing(ClientApplication application) throws Exception {
    return run(application, new EncryptedConfiguration<>());
  }

  static boolean runUnencrypted(ClientApplication application) throws Exception {
    return run(application, new MutableConfiguration<>());
  }

  private static boolean run(
      ClientApplication application, MutableConfiguration<Serializable, Serializable> configuration)
      throws Exception {
    Cache<Serializable, Serializable> cache =
        application.create(NAME, CanaryProgram.configure(configuration));
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(CanaryListener::new, null, true, false));
    new CanaryProgram(cache, () -> cache.forEach(entry -> {})).run();
    cache.put(CanaryProgram.KEY + ".", CanaryProgram.VALUE + "."); // lives on
    return true;
  }

  private record CanaryListener()
      implements CacheEntryCreatedListener<Serializable, Serializable>, Serializable {
    @Override
    public void onCreated(
        Iterable<CacheEntryEvent<? extends Serializable, ? extends Serializable>> events) {
      events.forEach(event -> event.getValue());
    }
  }

  // Streams are small enough to look into compressed parts too.
  private static Map<String, Set<String>> findInEach(List<byte[]> streams, List<String> texts) {
    CanarySearch search = new CanarySearch(texts);
    Map<String, Set<String>> found = new TreeMap<>();
    streams.forEach(stream -> CanarySearch.merge(found, search.inAndInflated(stream)));
    return found;
  }

  private static Map<String, Set<String>> find(byte[] bytes, List<String> texts) {
    return new CanarySearch(texts).in(bytes);
  }
}
