package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazelcast configurations that are not taken as they stand, and what is said of them. */
class HazelcastRefusalTest {
  @TempDir Path directory;

  private String refusal(String element) {
    return refusalOfFile("<cache name='customers'>" + element + "</cache>");
  }

  private String refusalOfFile(String body) {
    return HazelcastDropIn.ofXml(directory, body)
        .wrapped(
            manager -> {
              Throwable thrown = catchThrowable(() -> manager.getCache("customers"));
              assertThat(thrown).isInstanceOf(CacheException.class);
              assertThat(manager.getCacheNames()).isEmpty();
              return requireNonNull(thrown.getMessage());
            });
  }

  @Test
  void formatObject_isRefusedByName() {
    assertThat(refusal("<in-memory-format>OBJECT</in-memory-format>"))
        .contains("'customers'", "in-memory-format OBJECT", "declare it", "BINARY");
  }

  @Test
  void formatObject_ofWildcard_isRefusedByName() {
    assertThat(
            refusalOfFile(
                "<cache name='cust*'><in-memory-format>OBJECT</in-memory-format></cache>"))
        .contains("'customers'", "in-memory-format OBJECT");
  }

  @Test
  void comparatorOfEvictions_isRefusedByName() {
    assertThat(refusal("<eviction size='9' comparator-class-name='com.acme.Oldest'/>"))
        .contains("'customers'", "comparator-class-name of <eviction>", "remove it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"com.acme.Richest", "Richest", "com.hazelcast.spi.merge.HyperLogLogMergePolicy"})
  void mergePolicyThatIsNotHazelcastsForCaches_isRefusedByName(String policy) {
    assertThat(refusal("<merge-policy>" + policy + "</merge-policy>"))
        .contains("'customers'", "<merge-policy> " + policy, "LatestUpdateMergePolicy");
  }

  @Test
  void mergePolicyOfWanReplication_isRefusedByName() {
    assertThat(
            refusal(
                "<wan-replication-ref"
                    + " name='w'><merge-policy-class-name>a.B</merge-policy-class-name>"
                    + "</wan-replication-ref>"))
        .contains("'customers'", "<wan-replication-ref> a.B");
  }

  @Test
  void filterOfWanReplication_isRefusedByName() {
    assertThat(
            refusal(
                "<wan-replication-ref name='w'><merge-policy-class-name>PassThroughMergePolicy"
                    + "</merge-policy-class-name><filters><filter-impl>a.B</filter-impl></filters>"
                    + "</wan-replication-ref>"))
        .contains("'customers'", "<filters> of <wan-replication-ref>", "remove them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key-type", "value-type"})
  void missingType_isNamed(String element) {
    assertThat(refusal("<" + element + " class-name='com.acme.User'/>"))
        .contains("'customers'", "<" + element + "> com.acme.User");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache-loader-factory", "cache-writer-factory", "expiry-policy-factory"})
  void missingFactory_isNotDoneWithout(String element) {
    assertThat(refusal("<" + element + " class-name='com.acme.Factory'/>"))
        .contains("'customers'", "<" + element + ">", "createCache");
  }

  @Test
  void missingListener_isNotDoneWithout() {
    assertThat(
            refusal(
                "<cache-entry-listeners><cache-entry-listener>"
                    + "<cache-entry-listener-factory class-name='com.acme.Factory'/>"
                    + "</cache-entry-listener></cache-entry-listeners>"))
        .contains("'customers'", "<cache-entry-listeners>", "createCache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<cache name='customers'><unknown/></cache>",
        "<cache name='customers'><backup-count>many</backup-count></cache>",
        "<cache name='customers'><in-memory-format>CLEAR</in-memory-format></cache>"
      })
  void file_thatHazelcastRefuses_isRefused(String body) {
    HazelcastDropIn file = HazelcastDropIn.ofXml(directory, body);

    assertThat(catchThrowable(() -> file.unencrypted(CacheManager::getURI))).isNotNull();
    assertThat(catchThrowable(() -> file.wrapped(CacheManager::getURI))).isNotNull();
  }
}
