package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CanarySearch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class CanarySearchTest {
  private static final String CANARY = "canary-in-the-mine";

  @Test
  void find_eachForm_isFoundByItsName() {
    CanarySearch.forms(CANARY)
        .forEach(
            (name, form) -> assertThat(CanarySearch.find(CANARY, within(form))).contains(name));
  }

  @Test
  void find_base64OfTextAroundIt_isFoundWhateverPrecedes() {
    for (String before : new String[] {"", "1", "12", "123", "1234"}) {
      byte[] text = (before + CANARY + "?after").getBytes(StandardCharsets.UTF_8);

      assertThat(CanarySearch.find(CANARY, Base64.getEncoder().encode(text)))
          .contains("Base64+" + before.length() % 3);
    }
  }

  @Test
  void inAndInflated_eachStream_isFoundByItsName() {
    CanarySearch search = new CanarySearch(List.of("another", CANARY));
    CanarySearch.streams(CANARY)
        .forEach(
            (name, stream) -> {
              assertThat(search.in(within(stream))).isEmpty();
              assertThat(search.inAndInflated(within(stream)))
                  .containsOnlyKeys(CANARY)
                  .extractingByKey(CANARY, InstanceOfAssertFactories.set(String.class))
                  .contains(name);
            });
  }

  @Test
  void in_manyCanaries_isEachThatIsThere() {
    CanarySearch search = new CanarySearch(List.of(CANARY, "canary-in-the", "absent"));

    assertThat(search.in(within(CANARY.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(Map.of(CANARY, Set.of("UTF-8"), "canary-in-the", Set.of("UTF-8")));
  }

  @Test
  void find_otherText_findsNothing() {
    byte[] other = within("canary-in-the-mint".getBytes(StandardCharsets.UTF_8));

    assertThat(CanarySearch.find(CANARY, other)).isEmpty();
  }

  private static byte[] within(byte[] part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {1, 2, 3});
    bytes.writeBytes(part);
    bytes.writeBytes(new byte[] {4, 5});
    return bytes.toByteArray();
  }
}
