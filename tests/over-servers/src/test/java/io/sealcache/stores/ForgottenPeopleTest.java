package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.servers.Needs;
import io.sealcache.servers.PostgresServer;
import io.sealcache.servers.RedisServer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three applications over Redis, with keys of its own for each of many people in PostgreSQL, of
 * whom one in ten is forgotten. {@code -Dforgotten.people} says how many there are.
 */
@Timeout(value = 50, unit = TimeUnit.MINUTES)
class ForgottenPeopleTest {
  private static final int PEOPLE = Integer.getInteger("forgotten.people", 1_000);
  private static final int EACH = 10;
  private static final int MET_BY_ALL = PEOPLE / 10;
  private static final String PASSWORD = "correct-horse-battery-staple";

  @TempDir private Path directory;
  private final List<ClientJvm> clients = new ArrayList<>();

  @Test
  void forgottenPeople_areGoneFromAllApplicationsAndOldDumpsAndNobodyElseMissesAnything()
      throws Exception {
    Needs.redisServer();
    Needs.postgres();
    String keyStore = keyStore().toString();
    Path dump = directory.resolve("dump.rdb");
    try (PostgresServer database = PostgresServer.start()) {
      try (RedisServer redis = InstalledRedis.start(directory)) {
        for (int i = 0; i < 3; i++) {
          clients.add(open(redis, database.url(), keyStore));
        }
        writeAll();
        assertThat(records(database)).isEqualTo(PEOPLE + 1);
        redis.save();
        Path old = Files.copy(dump, directory.resolve("old.rdb"));

        forgetOneInTen();

        for (ClientJvm client : clients) {
          assertNoneForgottenIsFound(client);
          assertThat(all(client)).as("the others").isEqualTo(PEOPLE - PEOPLE / EACH);
        }
        assertThat(records(database)).isEqualTo(PEOPLE + 1 - PEOPLE / EACH);
        Files.move(old, dump, StandardCopyOption.REPLACE_EXISTING);
      }
      try (RedisServer redis = InstalledRedis.start(directory);
          ClientJvm client = open(redis, database.url(), keyStore)) {
        assertNoneForgottenIsFound(client); // in the old dump
        assertThat(all(client)).as("the others").isEqualTo(PEOPLE - PEOPLE / EACH);
      }
    } finally {
      for (ClientJvm client : clients) {
        client.close();
      }
    }
  }

  /** Neither what one application wrote of them, nor what each did. */
  private static void assertNoneForgottenIsFound(ClientJvm client) {
    int metByAll = MET_BY_ALL;
    int each = EACH;
    assertThat((int) client.call(each(0, EACH))).isZero();
    for (int i = 0; i < 3; i++) {
      String own = "own" + i;
      Task<Integer> found =
          application -> application.kept(People.class).found(own, 0, metByAll, each);
      assertThat((int) client.call(found)).as(own).isZero();
      Task<Integer> others =
          application -> application.kept(People.class).found(own, 1, metByAll, each);
      assertThat((int) client.call(others)).as(own).isEqualTo(MET_BY_ALL / EACH);
    }
  }

  private static ClientJvm open(RedisServer redis, String database, String keyStore) {
    ClientJvm client =
        ClientJvm.sealing(
            List.of(
                "-Dsealcache.store.provider=" + StoreKind.REDIS.provider(),
                "-Dsealcache.master-key=" + Secrets.MASTER_KEY,
                "-Dstore.redis=" + redis.url()));
    client.call(
        application -> {
          People.open(application, database, keyStore, PASSWORD);
          return true;
        });
    return client;
  }

  /** Some people are met by all applications at once, the others by one. */
  private void writeAll() {
    List<CompletableFuture<Boolean>> writes = new ArrayList<>();
    int metByAll = MET_BY_ALL; // statics are those of the JVM that the task runs in
    for (int i = 0; i < clients.size(); i++) {
      String own = "own" + i;
      int from = PEOPLE * i / 3;
      int to = PEOPLE * (i + 1) / 3;
      writes.add(
          clients
              .get(i)
              .begin(
                  application -> {
                    People people = application.kept(People.class);
                    people.write(own, 0, metByAll);
                    people.write("key", from, to);
                    return true;
                  }));
    }
    writes.forEach(CompletableFuture::join);
    for (int i = 0; i < clients.size(); i++) {
      String own = "own" + i;
      Task<Integer> found =
          application -> application.kept(People.class).found(own, 0, metByAll, 1);
      assertThat((int) clients.get((i + 1) % 3).call(found))
          .as("what one application wrote while others met the same people")
          .isEqualTo(MET_BY_ALL);
    }
    assertThat(all(clients.get(0))).isEqualTo(PEOPLE);
  }

  private void forgetOneInTen() throws InterruptedException {
    for (ClientJvm client : clients) {
      assertThat(all(client)).as("with all keys at hand").isEqualTo(PEOPLE);
    }
    int people = PEOPLE;
    Task<Integer> forget = application -> application.kept(People.class).forget(people, EACH);
    assertThat((int) clients.get(0).call(forget)).isEqualTo(PEOPLE / EACH);
    Thread.sleep(2_000); // key-table.max-age
  }

  private static Task<Integer> each(int first, int step) {
    int people = PEOPLE;
    return application -> application.kept(People.class).found("key", first, people, step);
  }

  private static int all(ClientJvm client) {
    return client.call(each(0, 1));
  }

  private static int records(PostgresServer database) throws Exception {
    try (Connection connection = DriverManager.getConnection(database.url());
        ResultSet count =
            connection.createStatement().executeQuery("select count(*) from sealcache_keys")) {
      count.next();
      return count.getInt(1);
    }
  }

  private Path keyStore() throws Exception {
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
    return file;
  }
}
