package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

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
