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

/** Ehcache files that are not taken as they stand, and what is said of them. */
class EhcacheRefusalTest {
  @TempDir Path directory;

  private String refusal(String body) {
    return refusal(EhcacheDropIn.of(directory, body));
  }

  private static String refusal(EhcacheDropIn file) {
    Throwable thrown = catchThrowable(() -> file.wrapped(CacheManager::getURI));
    assertThat(thrown).isInstanceOf(CacheException.class);
    return requireNonNull(thrown.getMessage());
  }

  private static String cache(String element) {
    return "<cache alias='users'>" + element + "</cache>";
  }

  @Test
  void loaderWriter_isRefusedByName() {
    assertThat(refusal(cache("<loader-writer><class>a.B</class></loader-writer><heap>1</heap>")))
        .contains("<loader-writer> of 'users'", "createCache", "CacheLoader");
  }

  @Test
  void listener_isRefusedByName() {
    String listener =
        "<listeners><listener><class>a.B</class><event-firing-mode>ASYNCHRONOUS</event-firing-mode>"
            + "<event-ordering-mode>UNORDERED</event-ordering-mode>"
            + "<events-to-fire-on>CREATED</events-to-fire-on></listener></listeners><heap>1</heap>";

    assertThat(refusal(cache(listener)))
        .contains("<listeners><listener> of 'users'", "registerCacheEntryListener");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eviction-advisor", "resilience"})
  void codeOverEntries_isRefusedByName(String element) {
    assertThat(refusal(cache("<%1$s>a.B</%1$s><heap>1</heap>".formatted(element))))
        .contains("<" + element + "> of 'users'", "remove it");
  }

  @Test
  void customExpiry_isRefusedByName_inTemplatesToo() {
    assertThat(
            refusal(
                "<cache-template name='t'><expiry><class>a.B</class></expiry></cache-template>"))
        .contains("<expiry><class> of 't'", "<ttl> or <tti>");
  }

  @Test
  void unknownService_isRefused() {
    assertThat(
            refusal(
                "<service><x:y xmlns:x='urn:x'/></service><cache alias='c'><heap>1</heap></cache>"))
        .contains("<service><x:y>", "not known");
  }

  @Test
  void unknownServiceOfCache_isRefused() {
    assertThat(refusal(cache("<heap>1</heap><x:y xmlns:x='urn:x'/>")))
        .contains("<x:y> of 'users'", "not known");
  }

  @Test
  void unknownResource_isRefused() {
    assertThat(refusal(cache("<resources><x:y xmlns:x='urn:x'/></resources>")))
        .contains("<resources><x:y> of 'users'", "not known");
  }

  @Test
  void clusteredTiers_areRefused() {
    String clustered = "xmlns:tc='http://www.ehcache.org/v3/clustered'";

    assertThat(refusal("<service><tc:cluster %s/></service>".formatted(clustered)))
        .contains("<service><tc:cluster>", "not known");
    assertThat(
            refusal(
                cache("<resources><tc:clustered-dedicated %s/></resources>".formatted(clustered))))
        .contains("<resources><tc:clustered-dedicated> of 'users'", "not known");
  }

  @Test
  void doctype_isRefused() {
    assertThat(
            refusal(
                EhcacheDropIn.ofDocument(
                    directory,
                    "<!DOCTYPE config [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
                        + "<config xmlns='http://www.ehcache.org/v3'>&e;</config>")))
        .contains("ehcache.xml", "DOCTYPE");
  }

  @Test
  void missingFile_isNamed() {
    assertThat(refusal(EhcacheDropIn.at(directory.resolve("none.xml").toUri())))
        .contains("none.xml", "can't be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<config/>", "<configurations xmlns='http://www.ehcache.org/v3/multi'/>"})
  void otherRoot_isRefused(String xml) {
    assertThat(refusal(EhcacheDropIn.ofDocument(directory, xml))).contains("ehcache.xml", "root");
  }

  @Test
  void invalidFile_isNamed() {
    assertThat(refusal(cache("<heap>many</heap>"))).contains("ehcache.xml", "no valid");
  }

  @Test
  void missingClassOfApplications_isNamed() {
    assertThat(refusal(cache("<value-type>com.acme.User</value-type><heap>1</heap>")))
        .contains("com.acme.User", "'users'");
  }
}
