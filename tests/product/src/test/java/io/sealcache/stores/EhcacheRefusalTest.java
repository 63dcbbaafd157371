package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import org.ehcache.config.EvictionAdvisor;
import org.ehcache.expiry.ExpiryPolicy;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ehcache files that are not taken as they stand, and what is said of them. */
class EhcacheRefusalTest {
  private static final String ANY = EntryReader.class.getName();

  @TempDir Path directory;

  private static Arguments cache(String element, String... said) {
    return Arguments.of("<cache alias='users'>" + element + "</cache>", List.of(said));
  }

  private static Arguments file(String body, String... said) {
    return Arguments.of(body, List.of(said));
  }

  static List<Arguments> bodies() {
    String clustered = "xmlns:tc='http://www.ehcache.org/v3/clustered'";
    return List.of(
        cache(
            "<loader-writer><class>%s</class></loader-writer><heap>1</heap>".formatted(ANY),
            "cache users: a DefaultCacheLoaderWriterConfiguration",
            "JCache loader"),
        cache(
            ("<listeners><listener><class>%s</class><event-firing-mode>ASYNCHRONOUS"
                    + "</event-firing-mode><event-ordering-mode>UNORDERED</event-ordering-mode>"
                    + "<events-to-fire-on>CREATED</events-to-fire-on></listener></listeners>"
                    + "<heap>1</heap>")
                .formatted(ANY),
            "cache users: a DefaultCacheEventListenerConfiguration",
            "listener"),
        cache(
            "<eviction-advisor>%s</eviction-advisor><heap>1</heap>".formatted(ANY),
            "cache users: an EvictionAdvisor",
            "remove it"),
        cache(
            "<resilience>%s</resilience><heap>1</heap>".formatted(ANY),
            "cache users: a DefaultResilienceStrategyConfiguration",
            "remove it"),
        file(
            ("<service><jsr107:defaults default-template='t'/></service>"
                    + "<cache-template name='t'><expiry><class>%s</class></expiry>"
                    + "</cache-template>")
                .formatted(ANY),
            "cache-template t: an ExpiryPolicy",
            "time to live"),
        file(
            ("<service><jsr107:defaults><jsr107:cache name='c' template='t'/></jsr107:defaults>"
                    + "</service><cache-template name='t'><eviction-advisor>%s</eviction-advisor>"
                    + "<heap>1</heap></cache-template>")
                .formatted(ANY),
            "cache-template t: an EvictionAdvisor"),
        file(
            "<default-copiers><copier type='%1$s'>%1$s</copier></default-copiers>"
                .formatted(ANY)
                .repeat(2),
            "ehcache.xml: a DefaultCopyProviderConfiguration",
            "remove it"),
        file(
            "<service><x:y xmlns:x='urn:x'/></service><cache alias='c'><heap>1</heap></cache>",
            "no valid"),
        cache("<heap>1</heap><x:y xmlns:x='urn:x'/>", "no valid"),
        cache("<resources><x:y xmlns:x='urn:x'/></resources>", "no valid"),
        file("<service><tc:cluster %s/></service>".formatted(clustered), "no valid"),
        cache(
            "<resources><tc:clustered-dedicated %s/></resources>".formatted(clustered), "no valid"),
        cache("<heap>many</heap>", "ehcache.xml", "no valid"),
        cache(
            "<expiry><key-type>java.lang.String</key-type><none/></expiry><heap>1</heap>",
            "no valid"),
        cache("<value-type>com.acme.User</value-type><heap>1</heap>", "com.acme.User", "'users'"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void element_isRefusedByName(String body, List<String> said) {
    assertThat(EhcacheDropIn.of(directory, body).refusal(CacheManager::getURI)).contains(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYSTEM 'file:///etc/hostname'", "'inside'"})
  void doctype_isRefused(String entity) {
    assertThat(
            EhcacheDropIn.ofDocument(
                    directory,
                    "<!DOCTYPE config [<!ENTITY e %s>]>".formatted(entity)
                        + "<config xmlns='http://www.ehcache.org/v3'>&e;</config>")
                .refusal(CacheManager::getURI))
        .contains("ehcache.xml", "DOCTYPE");
  }

  @Test
  void missingFile_isNamed() {
    assertThat(
            DropIn.at(EhcacheCachingProvider.class, directory.resolve("none.xml").toUri())
                .refusal(CacheManager::getURI))
        .contains("none.xml", "can't be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<config/>", "<configurations xmlns='http://www.ehcache.org/v3/multi'/>"})
  void otherRoot_isRefused(String xml) {
    assertThat(EhcacheDropIn.ofDocument(directory, xml).refusal(CacheManager::getURI))
        .contains("ehcache.xml", "no valid configuration");
  }

  /** Reads entries, as an expiry and as an advisor. */
  public static final class EntryReader
      implements ExpiryPolicy<Object, Object>, EvictionAdvisor<Object, Object> {
    @Override
    public boolean adviseAgainstEviction(Object key, Object value) {
      return key.equals(value);
    }

    @Override
    public Duration getExpiryForCreation(Object key, Object value) {
      return Duration.ofMinutes(value.toString().length());
    }

    @Override
    public @Nullable Duration getExpiryForAccess(Object key, Supplier<?> value) {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate(
        Object key, Supplier<?> oldValue, Object newValue) {
      return null;
    }
  }
}
