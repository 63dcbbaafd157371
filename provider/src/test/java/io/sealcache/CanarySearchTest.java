package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
  void inflateEverywhere_eachStream_isInflated() {
    CanarySearch.streams(CANARY)
        .forEach(
            (name, stream) ->
                assertThat(
                        CanarySearch.find(
                            CANARY,
                            requireNonNull(
                                CanarySearch.inflateEverywhere(within(stream)).get(name))))
                    .contains("UTF-8"));
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
