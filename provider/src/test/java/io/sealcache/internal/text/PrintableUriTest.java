package io.sealcache.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableUriTest {
  @ParameterizedTest
  @CsvSource({
    "redis://me:geheim@host:1/0?password=geheim#top, redis://host:1/0#top",
    "redis://geheim@host, redis://host",
    "app:orders?geheim, app:orders",
    "//a@b:geheim@host/, //host/",
    "redis://:ge/heim@host:1/0?password=geheim, redis://host:1/0",
    "vault:https://:ge?heim@host/0, vault:https://...",
    "redis://:ge#heim@host/0, redis://...",
    "https://host/key?mail=a@geheim, https://...",
    "app:orders?geheim//a@geheim, app:orders",
    "file:/etc/ehcache.xml, file:/etc/ehcache.xml",
    "io.sealcache.Some, io.sealcache.Some",
  })
  void of_leavesOutUserInformationAndQuery(String uri, String shown) {
    assertThat(PrintableUri.of(uri)).isEqualTo(shown);
  }
}
