package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javax.cache.CacheManager;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ehcache files that are not taken as they stand, and what is said of them. */
class EhcacheRefusalTest {
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
            "<loader-writer><class>a.B</class></loader-writer><heap>1</heap>",
            "<loader-writer> of 'users'",
            "createCache",
            "CacheLoader"),
        cache(
            "<listeners><listener><class>a.B</class><event-firing-mode>ASYNCHRONOUS"
                + "</event-firing-mode><event-ordering-mode>UNORDERED</event-ordering-mode>"
                + "<events-to-fire-on>CREATED</events-to-fire-on></listener></listeners>"
                + "<heap>1</heap>",
            "<listeners><listener> of 'users'",
            "registerCacheEntryListener"),
        cache(
            "<eviction-advisor>a.B</eviction-advisor><heap>1</heap>",
            "<eviction-advisor> of 'users'",
            "remove it"),
        cache("<resilience>a.B</resilience><heap>1</heap>", "<resilience> of 'users'", "remove it"),
        file(
            "<cache-template name='t'><expiry><class>a.B</class></expiry></cache-template>",
            "<expiry><class> of 't'",
            "<ttl> or <tti>"),
        file(
            "<service><x:y xmlns:x='urn:x'/></service><cache alias='c'><heap>1</heap></cache>",
            "<service><x:y>",
            "not known"),
        cache("<heap>1</heap><x:y xmlns:x='urn:x'/>", "<x:y> of 'users'", "not known"),
        cache(
            "<resources><x:y xmlns:x='urn:x'/></resources>",
            "<resources><x:y> of 'users'",
            "not known"),
        file(
            "<service><tc:cluster %s/></service>".formatted(clustered),
            "<service><tc:cluster>",
            "not known"),
        cache(
            "<resources><tc:clustered-dedicated %s/></resources>".formatted(clustered),
            "<resources><tc:clustered-dedicated> of 'users'",
            "not known"),
        cache("<heap>many</heap>", "ehcache.xml", "no valid"),
        cache("<value-type>com.acme.User</value-type><heap>1</heap>", "com.acme.User", "'users'"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void element_isRefusedByName(String body, List<String> said) {
    assertThat(EhcacheDropIn.of(directory, body).refusal(CacheManager::getURI)).contains(said);
  }

  @Test
  void doctype_isRefused() {
    assertThat(
            EhcacheDropIn.ofDocument(
                    directory,
                    "<!DOCTYPE config [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
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
        .contains("ehcache.xml", "root");
  }
}
