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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key may come from that is to be one of a keyring's. */
class SecretFileTest {
  private static final String ONE =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";
  private static final String TWO =
      "0b5cc444de5a2465c3065972cf0674a3b63a206fb75aae4ccf94e6017c44e568";

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);
  @TempDir private Path directory;

  private static void permissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private ToolRun run(String command, String... more) {
    return ToolRun.of(input, command, directory.resolve("keyring"), more);
  }

  private ToolRun make(String option, Path secret) {
    input.in(TWO);
    return option.equals("--secret-file")
        ? run("new", option, secret.toString())
        : run("new", "--secret-file=-", option, secret.toString());
  }

  @Test
  void secretThatOthersCouldHavePutThere_isRefused() throws IOException {
    Needs.posixPermissions(directory);
    Path open = Files.createDirectory(directory.resolve("open"));
    Path secret = OwnersFile.write(open.resolve("secret"), ONE);
    permissions(open, "rwxrwxrwx");

    for (String option : new String[] {"--secret-file", "--index-secret-file"}) {
      ToolRun run =
          make(option, secret).refused(1, "The file of --", "'" + open + "'", "chmod go-w");
      assertThat(run.err()).doesNotContain(ONE.substring(0, 8));
      assertThat(directory.resolve("keyring")).doesNotExist();
    }
    permissions(open, "rwxr-xr-x");
    assertThat(make("--secret-file", secret).code()).isZero();
  }

  @Test
  void fileThatOthersCouldHavePutThereAndIsCalledLikeAKey_isNotNamed() throws IOException {
    Needs.posixPermissions(directory);
    Path secret = OwnersFile.write(directory.resolve(ONE), TWO);
    permissions(secret, "rw-rw-rw-");

    ToolRun run =
        make("--secret-file", secret)
            .refused(1, "The file of --secret-file is not safe from other users");

    assertThat(run.err()).doesNotContain(ONE);
  }

  @Test
  void secretFromAPipe_isToComeByStandardInput() {
    make("--secret-file", Path.of("/dev/null"))
        .refused(1, "The file of --secret-file is not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "one more, ", "long"})
  void add_refusesWhatIsNoKeyWithoutShowingIt(String prefix) throws IOException {
    run("new").succeeded();
    Path secret = directory.resolve("secret");
    OwnersFile.write(secret, prefix.isEmpty() ? "" : prefix + ONE.repeat(prefix.length() * 4));

    assertThat(run("add", "--secret-file", secret.toString()).refused(1).err())
        .contains("The file of --secret-file")
        .doesNotContain(ONE.substring(0, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n" + TWO, "\n" + TWO + "\n", "\n\n", "\nsome note", "\r" + TWO})
  void add_refusesMoreThanOneLine(String more) throws IOException {
    run("new").succeeded();
    Path secret = OwnersFile.write(directory.resolve("secret"), ONE + more);
    input.in(ONE + more);

    for (String from : List.of(secret.toString(), "-")) {
      assertThat(run("add", "--secret-file", from).refused(1).err())
          .contains("must have one line, the key")
          .doesNotContain(ONE.substring(0, 8), TWO.substring(0, 8), "note");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ONE,
        ONE + "\n",
        "+GblRHwB5pTPSudbbyA6tqN0Bs9yWQbDZSRa3kRMxQs=",
        "f866e5447c01e694cf4ae75b6f203ab6"
      })
  void keyInPlaceOfItsFile_isNotShown(String key) {
    run("new").succeeded();
    Path imported = directory.resolve("imported");
    for (ToolRun run :
        List.of(
            run("add", "--secret-file", key, "--verbose"),
            ToolRun.of(input, "new", imported, "--secret-file", key))) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("--secret-file", "does not exist")
          .doesNotContain(key.strip())
          .doesNotContain(key.substring(0, 8));
    }
  }

  @Test
  void indexKeyInPlaceOfItsFile_isNotShown() {
    input.in(ONE);
    ToolRun run =
        run("new", "--secret-file=-", "--index-secret-file", TWO).refused(1, "--index-secret-file");

    assertThat(run.err()).doesNotContain(TWO);
  }

  @Test
  void fileThatIsCalledLikeAKey_isNotNamed() throws IOException {
    run("new").succeeded();
    Path secret = OwnersFile.write(directory.resolve(ONE), "no key");

    assertThat(run("add", "--secret-file", secret.toString()).refused(1).err())
        .contains("--secret-file")
        .doesNotContain(ONE);
  }
}
