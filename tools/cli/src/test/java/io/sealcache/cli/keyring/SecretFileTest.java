package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.ToolRun;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a key may come from that is to be one of a keyring's. */
class SecretFileTest {
  private static final String ONE =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";
  private static final String TWO =
      "0b5cc444de5a2465c3065972cf0674a3b63a206fb75aae4ccf94e6017c44e568";

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);
  @TempDir private Path directory;

  @BeforeEach
  void need() {
    Needs.posixPermissions(directory);
  }

  private static void permissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private ToolRun make(String option, Path secret) {
    input.in(TWO);
    Path keyring = directory.resolve("keyring");
    return option.equals("--secret-file")
        ? ToolRun.of(input, "new", keyring, option, secret.toString())
        : ToolRun.of(input, "new", keyring, "--secret-file=-", option, secret.toString());
  }

  @Test
  void secretThatOthersCouldHavePutThere_isRefused() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Path secret = OwnersFile.write(open.resolve("secret"), ONE);
    permissions(open, "rwxrwxrwx");

    for (String option : new String[] {"--secret-file", "--index-secret-file"}) {
      ToolRun run = make(option, secret);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("The file of --", "'" + open + "'", "chmod go-w")
          .doesNotContain(ONE.substring(0, 8))
          .hasLineCount(1);
      assertThat(directory.resolve("keyring")).doesNotExist();
    }
    permissions(open, "rwxr-xr-x");
    assertThat(make("--secret-file", secret).code()).isZero();
  }

  @Test
  void fileThatOthersCouldHavePutThereAndIsCalledLikeAKey_isNotNamed() throws IOException {
    Path secret = OwnersFile.write(directory.resolve(ONE), TWO);
    permissions(secret, "rw-rw-rw-");

    ToolRun run = make("--secret-file", secret);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("The file of --secret-file is not safe from other users")
        .doesNotContain(ONE);
  }

  @Test
  void secretFromAPipe_isToComeByStandardInput() {
    ToolRun run = make("--secret-file", Path.of("/dev/null"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("The file of --secret-file is not a file");
  }
}
