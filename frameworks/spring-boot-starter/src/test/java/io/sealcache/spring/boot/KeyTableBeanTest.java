package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.keys.TenantResolver;
import io.sealcache.keys.table.JdbcKeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** The guide's application with its keys in a database of its own. */
@ExtendWith(OutputCaptureExtension.class)
class KeyTableBeanTest {
  @TempDir private Path directory;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void makeKeyStore() throws Exception {
    Path file = KeyStoreFile.in(directory);
    lines.add(Library.CAFFEINE);
    lines.add("sealcache.keystore=" + file);
    lines.add("sealcache.keystore.password=" + KeyStoreFile.PASSWORD);
    lines.add("sealcache.kms=keystore:a");
    lines.add("sealcache.tenant=library");
  }

  private ConfigurableApplicationContext start(String table, Class<?>... more) {
    lines.add("sealcache.key-table=" + table);
    return Library.start(List.of(more), lines.toArray(String[]::new));
  }

  private static int records(DataSource database) {
    return count(database, JdbcKeyTable.NAME);
  }

  private static int count(DataSource database, String table) {
    return requireNonNull(
        new JdbcTemplate(database).queryForObject("select count(*) from " + table, Integer.class));
  }

  @Test
  void onlyDatabase_holdsTheKeysThatCanBeForgotten() {
    try (ConfigurableApplicationContext application = start("bean", Orders.class)) {
      assertThat(Library.use(application)).isEqualTo(5);
      assertThat(Library.use(application)).isEqualTo(5);
      assertThat(records(application.getBean(DataSource.class))).isEqualTo(2);

      javax.cache.CacheManager caches = application.getBean(javax.cache.CacheManager.class);
      assertThat(caches.unwrap(TableKeySource.class).forget("library")).isTrue();
      assertThat(Library.use(application)).isEqualTo(10);
    }
  }

  @Test
  void transactionOfTheApplication_isNotCommittedByTheTable() {
    try (ConfigurableApplicationContext application = start("bean", Joined.class)) {
      Database database = application.getBean(Joined.class).database;
      DataSource joined = application.getBean(DataSource.class);
      execute(joined, "create table orders (id int)");
      var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
      transaction.executeWithoutResult(
          status -> {
            execute(joined, "insert into orders values (1)");
            assertThat(Library.use(application)).isEqualTo(5); // makes the tenant's keys
            status.setRollbackOnly();
          });

      assertThat(count(database, "orders")).isZero();
      assertThat(records(database)).isEqualTo(2);
    }
  }

  private static void execute(DataSource database, String sql) {
    new JdbcTemplate(database).execute(sql);
  }

  /** No tenant's keys are asked for, and yet it is seen that nobody can have any. */
  @Test
  void tableThatIsGone_isDownThoughCachesAskForTheTenant() throws Exception {
    lines.remove("sealcache.tenant=library");
    lines.add("sealcache.key-table.max-age=1s");
    try (ConfigurableApplicationContext application = start("bean", Orders.class, Tenants.class)) {
      Library.use(application);
      assertThat(Library.health(application)).startsWith("UP").contains("books={currentKeyId=");

      execute(application.getBean(DataSource.class), "drop table " + JdbcKeyTable.NAME);

      while (!Library.health(application).startsWith("DOWN")) { // the default time-out ends it
        Thread.sleep(50);
      }
    }
  }

  @Test
  void databaseThatIsNamed_isTakenOfSeveral() {
    try (var application = start("bean:keys", Orders.class, Keys.class)) {
      assertThat(Library.use(application)).isEqualTo(5);

      assertThat(records(application.getBean("keys", DataSource.class))).isEqualTo(2);
      assertThatThrownBy(() -> records(application.getBean("orders", DataSource.class)))
          .hasStackTraceContaining("not found");
    }
  }

  @Test
  void severalDatabasesOfWhichNoneIsNamed_failTheStartWithTheirNames(CapturedOutput output) {
    assertRefused("bean", Orders.class, Keys.class);

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("several DataSource beans: set it to 'bean:NAME', one of [orders, keys]");
  }

  @Test
  void databaseThatIsNotThere_failsTheStart(CapturedOutput output) {
    assertRefused("bean");
    assertThat(output).contains("the application has no DataSource bean");

    assertRefused("bean:kys", Keys.class);
    assertThat(output)
        .contains("sealcache.key-table is 'bean:kys'")
        .contains("no DataSource bean of that name; the application has [keys]");

    assertRefused("bean:sealCacheRules", Keys.class);
    assertThat(output).contains("sealcache.key-table is 'bean:sealCacheRules', but there is no");
  }

  private void assertRefused(String table, Class<?>... more) {
    assertThatThrownBy(() -> start(table, more).close()).isInstanceOf(Exception.class);
    lines.remove(lines.size() - 1);
  }

  @Test
  void database_isClosedAfterTheCachesThatLookIntoIt() {
    Database database;
    try (ConfigurableApplicationContext application = start("bean", Orders.class)) {
      Library.use(application);
      database = application.getBean(Database.class);
      database.caches = application.getBean(javax.cache.CacheManager.class);
    }

    assertThat(database.closedAfterTheCaches).isTrue();
  }

  static class Orders {
    @Bean(destroyMethod = "close")
    @Primary // for JPA, and not for keys
    Database orders() {
      return new Database();
    }
  }

  static class Tenants {
    @Bean
    TenantResolver tenants() {
      return () -> "library";
    }
  }

  /** Each connection is that of the thread's transaction; as by {@code @RefreshScope}, a proxy. */
  static class Joined {
    final Database database = new Database();

    @Bean
    @Scope(proxyMode = ScopedProxyMode.INTERFACES)
    DataSource orders() {
      return new TransactionAwareDataSourceProxy(database);
    }
  }

  static class Keys {
    @Bean(destroyMethod = "close")
    Database keys() {
      return new Database();
    }
  }

  /** Of this JVM, and as one is that has a pool. */
  static final class Database extends DriverManagerDataSource implements AutoCloseable {
    javax.cache.@Nullable CacheManager caches;
    boolean closedAfterTheCaches;

    Database() {
      setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    }

    @Override
    public void close() {
      closedAfterTheCaches = caches != null && caches.isClosed();
    }
  }
}
