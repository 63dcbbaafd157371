package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.stores.EhcacheDropIn.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ehcache files that applications have: what a program sees unencrypted, it sees wrapped. */
class EhcacheDropInTest {
  private static final String PERSON = Person.class.getName();
  private static final String COPIER = EhcacheDropIn.PersonCopier.class.getName();
  private static final String SERIALIZER = EhcacheDropIn.PersonSerializer.class.getName();
  private static final String CANARY = "CANARYdiskCANARY";

  private static final String TYPED =
      """
      <service><jsr107:defaults default-template="people" enable-statistics="true">
        <jsr107:cache name="short" template="short-lived"/>
      </jsr107:defaults></service>
      <default-serializers><serializer type="%1$s">%3$s</serializer></default-serializers>
      <default-copiers><copier type="%1$s">%2$s</copier></default-copiers>
      <thread-pools><thread-pool alias="pool" min-size="1" max-size="2"/></thread-pools>
      <event-dispatch thread-pool="pool"/>
      <cache alias="heap">
        <key-type>java.lang.Long</key-type>
        <value-type copier="%2$s">%1$s</value-type>
        <expiry><ttl unit="minutes">${io.sealcache.ttl}</ttl></expiry>
        <listeners dispatcher-thread-pool="pool"/>
        <resources><heap unit="entries">100</heap></resources>
        <heap-store-settings><max-object-graph-size>200</max-object-graph-size></heap-store-settings>
        <jsr107:mbeans enable-management="true" enable-statistics="false"/>
      </cache>
      <cache alias="tiered" uses-template="people"/>
      <cache alias="own-key" uses-template="people">
        <key-type><!-- odd -->  java.lang.Integer
        </key-type>
      </cache>
      <cache alias="any"><heap>10</heap></cache>
      <cache-template name="people">
        <key-type serializer="org.ehcache.impl.serialization.StringSerializer">java.lang.String</key-type>
        <value-type serializer="%3$s" copier="%2$s">%1$s</value-type>
        <resources><heap>2</heap><offheap unit="MB">2</offheap></resources>
      </cache-template>
      <cache-template name="short-lived">
        <expiry><tti unit="hours">2</tti></expiry>
        <resources><heap>5</heap></resources>
      </cache-template>
      """
          .formatted(PERSON, COPIER, SERIALIZER);

  @TempDir Path directory;

  @Test
  void typedFile_programSeesTheSameUnencryptedAndWrapped() {
    System.setProperty("io.sealcache.ttl", "5");
    DropIn file = EhcacheDropIn.of(directory, TYPED);

    List<String> unencrypted = file.unencrypted(EhcacheDropInTest::walk);

    assertThat(unencrypted).contains("names [any, heap, own-key, tiered]");
    assertThat(file.wrapped(EhcacheDropInTest::walk)).isEqualTo(unencrypted);
  }

  private static List<String> walk(CacheManager manager) {
    List<String> seen = DropIn.declared(manager, "heap", people());
    operations(seen, manager.getCache("heap", Long.class, Person.class), 1L, 2L);
    operations(seen, manager.getCache("tiered", String.class, Person.class), "one", "two");
    operations(seen, manager.getCache("own-key", Integer.class, Person.class), 1, 2);
    templates(seen, manager);
    removed(seen, manager);
    return seen;
  }

  private static <K> void operations(List<String> seen, Cache<K, Person> cache, K one, K two) {
    DropIn.operations(
        seen, cache, List.of(one, two), List.of(new Person("Anna"), new Person("Bob")));
  }

  private static void templates(List<String> seen, CacheManager manager) {
    operations(seen, manager.createCache("by-default", people()), "one", "two");
    seen.add(
        "template's type "
            + DropIn.kind(() -> manager.createCache("x", new MutableConfiguration<>())));
    seen.add(
        "template's key type "
            + DropIn.kind(() -> manager.createCache("x", of(Object.class, Person.class))));
    seen.add(
        "template's value type "
            + DropIn.kind(() -> manager.createCache("x", of(String.class, String.class))));
    // The template's expiry wins over the one that would let each entry expire at once.
    Cache<String, String> kept =
        manager.createCache(
            "short",
            of(String.class, String.class)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ZERO)));
    kept.put("key", "kept");
    seen.add("short " + kept.get("key"));
  }

  private static void removed(List<String> seen, CacheManager manager) {
    Cache<Object, Object> any = manager.getCache("any");
    any.put("key", List.of(1));
    seen.add("any " + any.get("key"));
    any.close();
    seen.add("closed " + manager.getCache("any"));
    manager.destroyCache("tiered");
    seen.add("left " + DropIn.names(manager));
    seen.add("again " + manager.createCache("any", people()).getName());
  }

  private static <K, V> MutableConfiguration<K, V> of(Class<K> keys, Class<V> values) {
    return new MutableConfiguration<K, V>().setTypes(keys, values);
  }

  private static MutableConfiguration<String, Person> people() {
    return of(String.class, Person.class);
  }

  @Test
  void prefixedFile_isUnderstood() {
    DropIn file =
        EhcacheDropIn.ofDocument(
            directory,
            """
            <eh:config xmlns:eh="http://www.ehcache.org/v3" xmlns:j="http://www.ehcache.org/v3/jsr107">
              <eh:service><j:defaults default-template="t"/></eh:service>
              <eh:cache alias="c" uses-template="t"><j:mbeans enable-statistics="true"/></eh:cache>
              <eh:cache-template name="t">
                <eh:key-type>java.lang.Long</eh:key-type>
                <eh:expiry><eh:ttl unit="hours">1</eh:ttl></eh:expiry>
                <eh:resources><eh:heap>1</eh:heap><eh:offheap unit="MB">1</eh:offheap></eh:resources>
              </eh:cache-template>
            </eh:config>
            """);

    file.assertSeen(
        manager -> {
          Cache<Long, Object> cache = manager.getCache("c", Long.class, Object.class);
          cache.put(1L, "value");
          return List.<Object>of(cache.get(1L));
        },
        "value");
  }

  @Test
  void applicationsClassLoader_needNotSeeSealCache() {
    DropIn file =
        EhcacheDropIn.of(
            directory,
            "<cache alias='c'><value-type>java.lang.String</value-type><heap>9</heap></cache>");
    ClassLoader bare = new BareClassLoader();

    new DropIn(file.store(), file.uri(), bare, file.properties())
        .assertSeen(
            manager -> {
              Cache<Object, String> cache = manager.getCache("c", Object.class, String.class);
              cache.put("key", "value");
              return List.<Object>of(cache.get("key"), manager.getClassLoader() == bare);
            },
            "value",
            true);
  }

  @Test
  void store_holdsNoPlaintext_andNoMBeans() throws Exception {
    System.setProperty("io.sealcache.ttl", "5");
    DropIn file = EhcacheDropIn.of(directory, TYPED);
    javax.management.ObjectName all = new javax.management.ObjectName("javax.cache:*");
    String ours = directory.getFileName().toString(); // of the manager's URI

    file.wrapped(
        manager -> {
          manager.getCache("heap", Long.class, Person.class).put(1L, new Person(CANARY));
          RawCache raw = StoreFixture.raw((EncryptedCacheManager) manager, "heap");
          assertThat(CanarySearch.find(CANARY, raw.value(raw.onlyKey()))).isEmpty();
          assertThat(
                  java.lang.management.ManagementFactory.getPlatformMBeanServer()
                      .queryNames(all, null)
                      .stream()
                      .filter(name -> name.getCanonicalName().contains(ours)))
              .hasSize(4); // configuration of one cache, statistics of the three others
          return "";
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"String", "URI", "URL"})
  void defaultFile_isFoundAsEhcacheFindsIt(String type) throws Exception {
    DropIn file = EhcacheDropIn.of(directory, "<cache alias='declared'><heap>10</heap></cache>");
    Properties properties = new Properties();
    properties.put(
        "ehcache.jsr107.config.default",
        switch (type) {
          case "String" -> requireNonNull(file.uri()).toString();
          case "URI" -> file.uri();
          default -> requireNonNull(file.uri()).toURL();
        });

    EhcacheDropIn.over(properties).assertSeen(DropIn::names, "declared");
  }

  /** Sees all but SealCache. */
  private static final class BareClassLoader extends ClassLoader {
    BareClassLoader() {
      super(BareClassLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.sealcache.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
