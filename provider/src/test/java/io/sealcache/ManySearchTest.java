package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.ManySearch;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManySearchTest {
  private final ManySearch search =
      new ManySearch(Map.of("first", ascii("abc"), "last", ascii("xyz"), "other", ascii("abd")));

  @Test
  void in_findsWhatStandsAtEitherEnd() {
    assertThat(search.in(ascii("abc-xyz"))).containsExactlyInAnyOrder("first", "last");
  }

  @Test
  void in_findsWhatOverlaps() {
    assertThat(search.in(ascii("ababdabcxxyz")))
        .containsExactlyInAnyOrder("first", "last", "other");
  }

  @Test
  void in_findsNoBeginning() {
    assertThat(search.in(ascii("ab-xy-bc-ab"))).isEmpty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
