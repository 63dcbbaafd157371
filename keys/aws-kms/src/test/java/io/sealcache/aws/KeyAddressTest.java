package io.sealcache.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAddressTest {
  private static final String ARN =
      "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  @Test
  void regionOfAnArn_isTaken() {
    assertThat(KeyAddress.parse(ARN)).isEqualTo(new KeyAddress(ARN, "eu-central-1", null));
    assertThat(KeyAddress.parse("alias/a/b-c"))
        .isEqualTo(new KeyAddress("alias/a/b-c", null, null));
  }

  @Test
  void parameters_areTaken() {
    assertThat(KeyAddress.parse("alias/a?region=us-gov-west-1&endpoint=https://kms.example:8443"))
        .isEqualTo(
            new KeyAddress("alias/a", "us-gov-west-1", URI.create("https://kms.example:8443")));
    assertThat(KeyAddress.parse("alias/a?endpoint=http://localhost:1").endpoint()).hasPort(1);
  }

  @Test
  void name_saysWhereTheKeyIs() {
    assertThat(KeyAddress.parse(ARN).name("eu-central-1")).isEqualTo("aws:" + ARN);
    assertThat(KeyAddress.parse("alias/a/b").name("eu-west-1"))
        .isEqualTo("aws:eu-west-1:alias/a/b");
    assertThat(KeyAddress.parse("alias/a/b?region=eu-west-1").name("eu-west-1"))
        .isNotEqualTo(KeyAddress.parse("alias/a/b?region=eu-west-2").name("eu-west-2"));
    assertThat(KeyAddress.parse(ARN.replace("1111", "2222")).name("eu-central-1"))
        .as("another account")
        .isNotEqualTo(KeyAddress.parse(ARN).name("eu-central-1"));
  }

  @Test
  void nameOfAMultiRegionKey_isOneInAllRegions() {
    String id = "mrk-1234abcd12ab34cd56ef1234567890ab";
    String arn = "arn:aws:kms:eu-central-1:111122223333:key/" + id;

    assertThat(KeyAddress.parse(id).name("us-east-1"))
        .isEqualTo("aws:" + id)
        .isEqualTo(KeyAddress.parse(id).name("eu-west-1"))
        .isEqualTo(KeyAddress.parse(arn).name("eu-central-1"));
    assertThat(KeyAddress.parse("alias/" + id).name("eu-west-1"))
        .as("anybody may call a key so")
        .isEqualTo("aws:eu-west-1:alias/" + id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alias/",
        "alias/a b",
        "caches",
        "arn:aws:s3:::bucket",
        "arn:aws:kms:eu-central-1:111122223333:key/a b",
        "alias/a?",
        "alias/a?region",
        "alias/a?region=a.example",
        "alias/a?region=a&region=b",
        "alias/a?secret=x",
        "secret",
        "alias/a?region=secret!",
        "alias/a?endpoint=http://kms.example",
        "alias/a?endpoint=https://user:secret@kms.example",
        "alias/a?endpoint=kms.example",
        ARN + "?region=us-east-1"
      })
  void anythingElse_isRefusedAndSaidWhatIsAllowed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyAddress.parse(text))
        .withMessageContaining("aws:alias/NAME")
        .withMessageNotContaining("secret");
  }
}
