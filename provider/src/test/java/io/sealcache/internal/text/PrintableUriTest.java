package io.sealcache.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://me:ge%68eim@host/0?password=ge%68eim",
        "redis://me:geheim@no_host_name/0?geheim",
        "redis://me:/geheim@host/0",
        "app:orders?geheim"
      })
  void in_takesThemOutOfWhatOthersSay(String text) {
    URI uri = URI.create(text);
    String message =
        "Can't open %s (query %s, in clear %s, of %s, at %s)"
            .formatted(
                uri,
                uri.getRawQuery(),
                uri.getQuery(),
                uri.getUserInfo(),
                text.replaceAll(".*//|@.*", ""));

    assertThat(PrintableUri.in(message, uri))
        .startsWith("Can't open " + PrintableUri.of(uri))
        .doesNotContain("geheim", "ge%68eim");
  }

  @Test
  void in_leavesOtherMessagesAsTheyAre() {
    assertThat(PrintableUri.in("No such file", URI.create("redis://a:b@c/?d")))
        .isEqualTo("No such file");
    assertThat(PrintableUri.in(null, URI.create("redis://c/"))).isEqualTo("null");
  }
}
