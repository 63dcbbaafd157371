package io.sealcache.confidentiality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.UnreadableEntryException;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.core.Compression;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.CanaryProgram;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.RootLog;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.StoreSpy;
import io.sealcache.fixture.TestStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.spi.CachingProvider;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that an application hands to a cache may be seen where it shouldn't be. */
class CanaryTest {
  private static final String TENANT = "CANARYtenantCANARY";
  private static final String CONTEXT = "CANARYcontextCANARY";
  private static final String CODEC = "CANARYcodecCANARY";
  private static final Map<String, String> SETTINGS =
      Map.of("sealcache.tenant", TENANT, "sealcache.context", CONTEXT);

  private static List<String> canaries() {
    List<String> all = new ArrayList<>(CanaryProgram.ALL);
    all.addAll(List.of(TENANT, CONTEXT, CODEC, CanaryCodec.class.getSimpleName()));
    return all;
  }

  // The application's own log may name its classes: ours does once, for keys that Java serialises.
  private static List<String> canariesOutside() {
    return canaries().stream().filter(canary -> canary.startsWith("CANARY")).toList();
  }

  // Proves the search: without us the same program leaves every canary in the store. Infinispan by
  // itself takes no application's types without a schema.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INFINISPAN")
  void run_withoutEncryption_findsEveryCanaryInEveryForm(TestStore store) throws Exception {
    CachingProvider provider =
        Class.forName(store.providerClass())
            .asSubclass(CachingProvider.class)
            .getConstructor()
            .newInstance();
    try (StoreFixture hazelcast = StoreFixture.over(store)) {
      Properties properties = hazelcast.manager().getProperties();
      CacheManager manager = provider.getCacheManager(null, null, properties);
      StoreSpy<Serializable, Serializable> spy =
          runOver(
              manager.createCache(
                  "unencrypted", CanaryProgram.configure(new MutableConfiguration<>())));
      Map<String, Set<String>> found = spy.find(CanaryProgram.ALL);

      assertThat(found).containsKeys(CanaryProgram.IN_ENTRIES.toArray(String[]::new));
      assertThat(found.get(CanaryProgram.BYTES)).containsAll(CanarySearch.formNames());
    } finally {
      provider.close();
    }
  }

  private static StoreSpy<Serializable, Serializable> runOver(
      Cache<Serializable, Serializable> unencrypted) throws Exception {
    StoreSpy<Serializable, Serializable> spy = new StoreSpy<>(unencrypted, false);
    new CanaryProgram(unencrypted, spy::look).run();
    return spy;
  }

  @OverEachStore
  void run_standardCodec_leavesNoCanaryAnywhere(TestStore store) throws Exception {
    assertNoCanary(store, new EncryptedConfiguration<>());
  }

  @OverEachStore
  void run_customCodec_leavesNoCanaryAnywhere(TestStore store) throws Exception {
    assertNoCanary(
        store,
        new EncryptedConfiguration<Serializable, Serializable>()
            .setCodecFactory(CanaryCodec::new)
            .setKeyCodecFactory(CanaryCodec::new));
  }

  @OverEachStore
  void run_deflatedAndPadded_leavesNoCanaryAnywhere(TestStore store) throws Exception {
    assertNoCanary(
        store,
        new EncryptedConfiguration<Serializable, Serializable>()
            .setCompression(Compression.DEFLATE)
            .setPadding(Padding.PADME));
  }

  private static void assertNoCanary(
      TestStore store, EncryptedConfiguration<Serializable, Serializable> configuration)
      throws Exception {
    Outside outside = new Outside();
    StoreSpy<String, Object> spy;
    try (RootLog log = RootLog.start()) {
      spy = run(store, configuration, outside);
      outside.note(log.lines().toArray());
    }

    assertThat(spy.find(canaries())).isEmpty();
    assertThat(spy.size()).isGreaterThan(50);
    assertThat(spy.events()).isGreaterThan(20);
    assertThat(outside.find(canariesOutside())).isEmpty();
    assertThat(outside.texts).hasSizeGreaterThan(50);
  }

  private static StoreSpy<String, Object> run(
      TestStore store,
      EncryptedConfiguration<Serializable, Serializable> configuration,
      Outside outside)
      throws Exception {
    try (StoreFixture fixture = StoreFixture.over(store, SETTINGS)) {
      EncryptedCache<Serializable, Serializable> cache =
          fixture.create(
              "canaries",
              CanaryProgram.configure(configuration)
                  .setStatisticsEnabled(true)
                  .setManagementEnabled(true));
      StoreSpy<String, Object> spy = new StoreSpy<>(fixture.raw("canaries").cache(), true);
      cache.registerCacheEntryListener(outside.listener());
      Runnable look =
          () -> {
            spy.look();
            cache.forEach(outside::note);
          };
      new CanaryProgram(cache, look).run();
      outside.note(fixture.manager(), fixture.manager().getCachingProvider(), cache);
      outside.note(configuration, StoreFixture.configuration(cache), cache.iterator());
      outside.noteBeans("canaries");
      return spy;
    }
  }

  @OverEachStore
  void get_tamperedAndFailing_messagesHoldNoCanary(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store, SETTINGS)) {
      EncryptedCache<String, String> cache =
          fixture.create(
              "failing",
              new EncryptedConfiguration<String, String>().setOnUnreadable(OnUnreadable.FAIL));
      cache.put(CanaryProgram.KEY, CanaryProgram.VALUE);
      RawCache raw = fixture.raw("failing");
      byte[] tampered = raw.value(raw.onlyKey()).clone();
      tampered[tampered.length - 1] ^= 1;
      raw.plant(raw.onlyKey(), tampered);

      Throwable thrown = catchThrowable(() -> cache.get(CanaryProgram.KEY));

      assertThat(thrown).isInstanceOf(UnreadableEntryException.class);
      assertHoldsNoCanary(thrown);
      assertHoldsNoCanary(
          catchThrowable(
              () -> cache.invoke(CanaryProgram.KEY, (entry, arguments) -> entry.getValue())));
    }
  }

  @OverEachStore
  void put_refused_messagesHoldNoCanary(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store, SETTINGS)) {
      Cache<Object, Object> small =
          fixture.create("small", new EncryptedConfiguration<>().setMaxValueSize(8));
      Cache<String, Integer> typed =
          fixture.create(
              "typed",
              new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class));

      assertHoldsNoCanary(catchThrowable(() -> small.put(CanaryProgram.KEY, CanaryProgram.VALUE)));
      assertHoldsNoCanary(catchThrowable(() -> small.put(unencodable(CanaryProgram.KEY), 1)));
      assertHoldsNoCanary(catchThrowable(() -> small.put(1, unencodable(CanaryProgram.VALUE))));
      assertHoldsNoCanary(
          catchThrowable(() -> untyped(typed).put(CanaryProgram.KEY, CanaryProgram.VALUE)));
    }
  }

  @SuppressWarnings("unchecked") // the very mistake that is tested
  private static Cache<Object, Object> untyped(Cache<?, ?> cache) {
    return (Cache<Object, Object>) cache;
  }

  private static void assertHoldsNoCanary(Throwable thrown) {
    assertThat(thrown).isNotNull();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString())
          .doesNotContain(
              CanaryProgram.KEY, CanaryProgram.VALUE, TENANT, CONTEXT, StoreFixture.MASTER_KEY);
    }
  }

  /** No codec takes it. */
  private static Object unencodable(String text) {
    return new Object() {
      @Override
      public String toString() {
        return text;
      }
    };
  }

  /** The texts that the application's JVM shows of itself: objects as text, MBeans, the log. */
  private static final class Outside {
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    void note(Object... objects) {
      for (Object object : objects) {
        texts.add(object.toString());
      }
    }

    MutableCacheEntryListenerConfiguration<Serializable, Serializable> listener() {
      CacheEntryCreatedListener<Serializable, Serializable> listener =
          events -> {
            for (CacheEntryEvent<?, ?> event : events) {
              note(event);
            }
          };
      return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true);
    }

    void noteBeans(String cacheName) throws Exception {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      Set<ObjectName> names =
          server.queryNames(new ObjectName("*:Cache=" + cacheName + ",*"), null);
      assertThat(names).hasSizeGreaterThanOrEqualTo(3);
      for (ObjectName name : names) {
        note(name);
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
          note(attribute, String.valueOf(server.getAttribute(name, attribute.getName())));
        }
      }
    }

    Set<String> find(List<String> canaries) {
      Set<String> found = new TreeSet<>();
      for (String text : texts) {
        canaries.stream().filter(text::contains).forEach(canary -> found.add(canary + ": " + text));
      }
      return found;
    }
  }

  /** An application's codec, whose name is nobody's business. */
  static final class CanaryCodec implements Codec {
    @Override
    public String name() {
      return CODEC;
    }

    @Override
    public void encode(Object object, EncodingBuffer out) throws IOException {
      new ObjectOutputStream(out).writeObject(object);
    }

    @Override
    @SuppressWarnings("BanSerializableRead") // the test's own bytes
    public Object decode(ByteBuffer encoded, ClassLoader loader)
        throws IOException, ClassNotFoundException {
      byte[] bytes = new byte[encoded.remaining()];
      encoded.duplicate().get(bytes);
      return new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
    }
  }
}
