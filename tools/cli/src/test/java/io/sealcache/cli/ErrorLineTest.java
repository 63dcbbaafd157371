package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonParseException;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The parts of a failure that are said, and those that aren't. */
class ErrorLineTest {
  @Test
  void databasesFailure_isSaidByClassAndStateWhateverCausedIt() {
    SQLException refused =
        new SQLException("app:secret@db", "08001", new UnknownHostException("app:secret@db"));

    assertThat(ErrorLine.message(new IllegalStateException("No key table", refused)))
        .isEqualTo("No key table (SQLException, SQLState 08001)");
    assertThat(
            ErrorLine.message(
                new IllegalStateException("No key table", new IllegalStateException(refused))))
        .isEqualTo("No key table (SQLException, SQLState 08001)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%hunter2", "*hunter2", "!hunter2", "[hunter2", "hunter2: x"})
  void passwordThatYamlCannotTake_isNotShown(String password, @TempDir Path directory)
      throws IOException {
    Path client = directory.resolve("client.yaml");
    Files.writeString(
        client,
        "hazelcast-client:\n  security:\n    username-password:\n      password: " + password);
    Path settings =
        OwnersFile.write(
            directory.resolve("app.properties"),
            "sealcache.store.provider=com.hazelcast.client.cache.HazelcastClientCachingProvider\n"
                + "hazelcast.config.location="
                + client.toUri());
    for (String command : List.of("census", "doctor")) {
      ToolRun run =
          ToolRun.of(ToolRun.at(Instant.EPOCH), command, "books", "--settings=" + settings);

      assertThat(run.out() + run.err())
          .contains("Error opening URI [hazelcast]", ": malformed, line 4, column ")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void parsersMessage_isNotShownWhereAnotherRepeatsItEither() {
    Exception parsers = new JsonParseException("Strange: 'hunter2'");

    assertThat(ErrorLine.message(new IllegalStateException("No store", parsers)))
        .isEqualTo("No store (JsonParseException: (not shown))");
    assertThat(ErrorLine.message(new IllegalArgumentException(parsers)))
        .isEqualTo("com.google.gson.JsonParseException: (not shown)");
    assertThat(ErrorLine.message(new IllegalStateException("No store\n password: hunter2")))
        .isEqualTo("No store");
  }

  @Test
  void messageOfTheAwsSdk_isSaidToItsEnd() {
    Exception failed = SdkClientException.create("Unable to load; ".repeat(100) + "IMDS");

    assertThat(ErrorLine.message(new IllegalStateException("No key", failed))).contains("IMDS");
  }

  @Test
  void whatSealCacheSaysBelow_isSaidAndNothingOfTheJdk() {
    Throwable jdks = catchThrowable(() -> Integer.parseInt("hunter2"));
    Exception own = new IllegalArgumentException("Record 1 is broken", jdks);

    assertThat(ErrorLine.message(new CacheException("See the cause", new IOException(own))))
        .isEqualTo("See the cause (Record 1 is broken)");
    assertThat(ErrorLine.message(new CacheException("See the cause", jdks)))
        .isEqualTo("See the cause");
  }

  @Test
  void filesFailure_saysNothingOfWhatWasDoneBefore() {
    assertThat(ErrorLine.message(new UncheckedIOException(new AccessDeniedException("there"))))
        .isEqualTo("File 'there' may not be read or written by this user");
  }

  @Test
  void otherFailure_isSaidByItsClassAlone() {
    assertThat(ErrorLine.message(new UnsupportedOperationException("ada")))
        .isEqualTo("Failed by java.lang.UnsupportedOperationException");
  }
}
