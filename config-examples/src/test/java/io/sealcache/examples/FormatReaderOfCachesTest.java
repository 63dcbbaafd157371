package io.sealcache.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.servers.Needs;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reader in JavaScript opens what caches store today, as it lies in the store. */
class FormatReaderOfCachesTest {
  private static final String MASTER_KEY =
      "385785a4094ebf1bee1c4a32df1e73f3a5937ff5cc91f863583d2ed956333d25";
  private static final String INDEX_KEY =
      "ebc4b6d4587a4abe0f92389718b303f6994631cd0b84c92d4c8ed161c1a58e0c";

  private final HazelcastServer store = new HazelcastServer();
  private final CachingProvider provider =
      Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider");

  @BeforeAll
  static void nodeIsInstalled() {
    Needs.node();
  }

  @AfterEach
  void close() {
    provider.close();
    store.close();
  }

  @Test
  void entriesOfCaches_areRead() throws Exception {
    CacheManager manager = open("sealcache.context", "shop");
    cache(manager, "plain").put("ada", new Customer("Ada", "GB33", LocalDate.of(1815, 12, 10)));

    JsonObject read = read(onlyEntry("plain", "shop", null));

    assertThat(read.get("key").getAsString()).isEqualTo("ada");
    assertThat(read.get("value"))
        .hasToString(
            "{\"record\":[\"io.sealcache.examples.Customer\",[[\"name\",\"Ada\"],[\"iban\",\"GB33\"],"
                + "[\"born\",{\"LocalDate\":[1815,12,10]}]]]}");
    assertThat(read.get("writeTime").getAsLong())
        .isBetween(System.currentTimeMillis() - 600_000, System.currentTimeMillis());
  }

  @Test
  void longEntryOfATenant_deflatedAndPadded_isRead() throws Exception {
    CacheManager manager =
        open(
            "sealcache.tenant", "acme",
            "sealcache.padding", "padme",
            "sealcache.compression", "deflate",
            "sealcache.nonce", "random");
    String text =
        new Random(1)
            .ints(200_000, ' ', '~')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    cache(manager, "long").put(1L, text);

    JsonObject read = read(onlyEntry("long", "", "acme"));

    assertThat(read.get("key")).hasToString("{\"Long\":\"1\"}");
    assertThat(read.get("value").getAsString()).isEqualTo(text);
  }

  @Test
  void descriptors_areReadWithTheIndexKeyAlone() throws Exception {
    CacheManager manager = open();
    manager.createCache(
        "typed", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
    String descriptors = "sealcache-descriptors";
    String storedKey = member().<String, byte[]>getMap(descriptors).keySet().iterator().next();
    byte[] storedValue =
        requireNonNull(member().<String, byte[]>getMap(descriptors).get(storedKey));

    JsonObject read = read(entry(descriptors, "", null, INDEX_KEY, storedKey, storedValue));

    assertThat(read.get("key").getAsString()).endsWith("typed");
    assertThat(read.get("value"))
        .hasToString(
            "{\"LinkedHashMap\":[[\"key-type\",\"java.lang.String\"],"
                + "[\"value-type\",\"java.lang.Long\"],[\"loader\",\"false\"],"
                + "[\"writer\",\"false\"],[\"expiry\",\"ETERNAL\"],[\"after\",\"\"]]}");
  }

  private CacheManager open(String... settings) {
    Properties properties = store.clientSettings();
    properties.setProperty("sealcache.master-key", MASTER_KEY);
    properties.setProperty("sealcache.index-key", INDEX_KEY);
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty(settings[i], settings[i + 1]);
    }
    return provider.getCacheManager(null, null, properties);
  }

  private static Cache<Object, Object> cache(CacheManager manager, String name) {
    return manager.createCache(name, new MutableConfiguration<>());
  }

  private static HazelcastInstance member() {
    Set<HazelcastInstance> members = Hazelcast.getAllHazelcastInstances();
    assertThat(members).hasSize(1);
    return members.iterator().next();
  }

  private JsonObject onlyEntry(String cache, String context, @Nullable String tenant) {
    Operator operator = store.operator();
    Set<String> storedKeys = operator.storedKeys(cache);
    assertThat(storedKeys).hasSize(1);
    String storedKey = storedKeys.iterator().next();
    return entry(cache, context, tenant, MASTER_KEY, storedKey, operator.read(cache, storedKey));
  }

  private static JsonObject entry(
      String cache,
      String context,
      @Nullable String tenant,
      String dataKey,
      String storedKey,
      byte[] storedValue) {
    JsonObject entry = new JsonObject();
    JsonArray dataKeys = new JsonArray();
    dataKeys.add(dataKey);
    entry.add("dataKeys", dataKeys);
    entry.addProperty("indexKey", INDEX_KEY);
    entry.addProperty("context", context);
    entry.add("tenant", tenant == null ? JsonNull.INSTANCE : new JsonPrimitive(tenant));
    entry.addProperty("cache", cache);
    entry.addProperty("keyCodec", "standard");
    entry.addProperty("valueCodec", "standard");
    entry.addProperty("storedKey", storedKey);
    entry.addProperty(
        "storedValue", Base64.getUrlEncoder().withoutPadding().encodeToString(storedValue));
    return entry;
  }

  private static JsonObject read(JsonObject entry) throws Exception {
    List<JsonObject> found = FormatReader.read(List.of(entry));
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
