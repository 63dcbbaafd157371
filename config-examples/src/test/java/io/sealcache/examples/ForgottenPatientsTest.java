package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Properties;
import javax.crypto.KeyGenerator;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgottenPatientsTest {
  private static final String PASSWORD = "correct-horse-battery-staple";

  @TempDir private Path directory;
  private final JdbcDataSource database = new JdbcDataSource();
  private final Properties keyEncryptionKey = new Properties();

  @BeforeEach
  void make() throws Exception {
    database.setURL("jdbc:h2:" + directory.resolve("database"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    store.setEntry(
        "kek",
        new KeyStore.SecretKeyEntry(generator.generateKey()),
        new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    Path file = directory.resolve("kek.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    keyEncryptionKey.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    keyEncryptionKey.setProperty("sealcache.keystore", file.toString());
    keyEncryptionKey.setProperty("sealcache.keystore.password", PASSWORD);
    keyEncryptionKey.setProperty("sealcache.kms", "keystore:kek");
  }

  @Test
  void patientWhoIsForgotten_hasNoFindingsAndTheOthersHave() throws Exception {
    try (var patients = new ForgottenPatients(database, keyEncryptionKey)) {
      for (String id : new String[] {"Ada", "Grace"}) {
        patients.<@Nullable Object>forPatient(
            id, () -> patients.findings().getAndPut("blood", "of " + id));
      }
      assertThat(records()).isEqualTo(3);

      assertThat(patients.forget("Ada")).isTrue();

      assertThat(
              patients.<@Nullable String>forPatient("Ada", () -> patients.findings().get("blood")))
          .isNull();
      assertThat(
              patients.<@Nullable String>forPatient(
                  "Grace", () -> patients.findings().get("blood")))
          .isEqualTo("of Grace");
      assertThat(patients.forget("Ada")).as("there is nobody").isFalse();
      assertThat(records()).isEqualTo(2);
    }
  }

  private int records() throws Exception {
    try (Connection connection = database.getConnection();
        ResultSet count =
            connection.createStatement().executeQuery("select count(*) from sealcache_keys")) {
      count.next();
      return count.getInt(1);
    }
  }
}
