package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import javax.cache.CacheManager;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazelcast configurations that are not taken as they stand, and what is said of them. */
class HazelcastRefusalTest {
  @TempDir Path directory;

  private String refusal(String body) {
    return HazelcastDropIn.ofXml(directory, body)
        .refusal(
            manager -> {
              try {
                return manager.getCache("customers");
              } finally {
                assertThat(manager.getCacheNames()).isEmpty();
              }
            });
  }

  private static Arguments cache(String element, String... said) {
    return file("<cache name='customers'>" + element + "</cache>", said);
  }

  private static Arguments file(String body, String... said) {
    return Arguments.of(body, List.of(said));
  }

  private static Arguments mergePolicy(String policy) {
    return cache(
        "<merge-policy>" + policy + "</merge-policy>",
        "<merge-policy> " + policy,
        "LatestUpdateMergePolicy");
  }

  private static Arguments replication(String content, String... said) {
    return cache("<wan-replication-ref name='w'>" + content + "</wan-replication-ref>", said);
  }

  private static Arguments missing(String element, String said) {
    String named = "<" + element + " class-name='com.acme.Missing'/>";
    return cache(named, "<" + element + ">", said);
  }

  static List<Arguments> bodies() {
    String object = "<in-memory-format>OBJECT</in-memory-format>";
    return List.of(
        cache(object, "in-memory-format OBJECT", "declare it", "BINARY"),
        file("<cache name='cust*'>" + object + "</cache>", "in-memory-format OBJECT"),
        cache(
            "<eviction size='9' comparator-class-name='com.acme.Oldest'/>",
            "comparator-class-name of <eviction>",
            "remove it"),
        mergePolicy("com.acme.Richest"),
        mergePolicy("Richest"),
        mergePolicy("com.hazelcast.spi.merge.HyperLogLogMergePolicy"),
        replication(
            "<merge-policy-class-name>a.B</merge-policy-class-name>", "<wan-replication-ref> a.B"),
        replication(
            "<merge-policy-class-name>PassThroughMergePolicy</merge-policy-class-name>"
                + "<filters><filter-impl>a.B</filter-impl></filters>",
            "<filters> of <wan-replication-ref>",
            "remove them"),
        missing("key-type", "<key-type> com.acme.Missing"),
        missing("value-type", "<value-type> com.acme.Missing"),
        missing("cache-loader-factory", "createCache"),
        missing("cache-writer-factory", "createCache"),
        missing("expiry-policy-factory", "createCache"),
        cache(
            "<cache-entry-listeners><cache-entry-listener>"
                + "<cache-entry-listener-factory class-name='com.acme.Factory'/>"
                + "</cache-entry-listener></cache-entry-listeners>",
            "<cache-entry-listeners>",
            "createCache"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void element_isRefusedByName(String body, List<String> said) {
    assertThat(refusal(body)).contains("'customers'").contains(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<cache name='customers'><unknown/></cache>",
        "<cache name='customers'><backup-count>many</backup-count></cache>",
        "<cache name='customers'><in-memory-format>CLEAR</in-memory-format></cache>"
      })
  void file_thatHazelcastRefuses_isRefused(String body) {
    DropIn file = HazelcastDropIn.ofXml(directory, body);

    assertThat(catchThrowable(() -> file.unencrypted(CacheManager::getURI))).isNotNull();
    assertThat(catchThrowable(() -> file.wrapped(CacheManager::getURI))).isNotNull();
  }
}
