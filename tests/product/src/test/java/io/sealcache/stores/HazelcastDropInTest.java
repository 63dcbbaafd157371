package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.DeclaredCode;
import io.sealcache.fixture.DeclaredCode.Customer;
import io.sealcache.fixture.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazelcast files as they stand: run unencrypted, then wrapped. */
class HazelcastDropInTest {
  private static final String CODE = DeclaredCode.class.getName() + "$";

  private static final String TYPES =
      "<key-type class-name='java.lang.Integer'/><value-type class-name='%sCustomer'/>"
          .formatted(CODE);

  private static final Customer ADA = new Customer("Ada Lovelace");

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    DeclaredCode.takeNotes();
  }

  private DropIn customers(String body) {
    return HazelcastDropIn.ofXml(directory, "<cache name='customers'>" + TYPES + body + "</cache>");
  }

  private static Cache<Integer, Customer> customers(CacheManager manager) {
    return requireNonNull(manager.getCache("customers", Integer.class, Customer.class));
  }

  @Test
  void typedCache_isThereOnceAskedFor() {
    customers("")
        .assertSeen(
            manager -> {
              List<String> before = DropIn.names(manager);
              customers(manager).put(1, ADA);
              return List.<Object>of(
                  before,
                  DropIn.names(manager),
                  requireNonNull(customers(manager).get(1)),
                  manager.getCache("undeclared") == null);
            },
            List.of(),
            List.of("customers"),
            ADA,
            true);
  }

  @Test
  void typedCache_storeSeesNoPlaintextAndNoTypes() {
    customers("")
        .wrapped(
            manager -> {
              customers(manager).put(1, ADA);
              var raw = StoreFixture.raw((EncryptedCacheManager) manager, "customers");
              assertThat(raw.value(raw.onlyKey())[0]).isEqualTo((byte) 1);
              assertThat(new String(raw.value(raw.onlyKey()), StandardCharsets.ISO_8859_1))
                  .doesNotContain("Ada", "Customer");
              assertThat(HazelcastDropIn.ofStore(customers(manager)).getKeyClassName())
                  .isEqualTo(String.class.getName());
              assertThat(HazelcastDropIn.ofStore(customers(manager)).getValueClassName())
                  .isEqualTo("[B");
              return manager;
            });
  }

  @Test
  void yaml_wildcardAndDefault_declareWhatTheyMatch() {
    DropIn file =
        HazelcastDropIn.ofYaml(
            directory,
            """
              cache:
                default: { backup-count: 3 }
                "orders-*":
                  key-type: { class-name: java.lang.Long }
                  value-type: { class-name: java.lang.String }
                  statistics-enabled: true
            """);

    file.assertSeen(
        manager -> {
          Cache<Long, String> east = manager.getCache("orders-east", Long.class, String.class);
          Cache<Long, String> west = manager.getCache("orders-west", Long.class, String.class);
          requireNonNull(east).put(1L, "lamp");
          return List.<Object>of(
              requireNonNull(east.get(1L)),
              requireNonNull(west).containsKey(1L),
              StoreFixture.configuration(west).isStatisticsEnabled(),
              manager.getCache("other") == null,
              manager.getCache("default") == null);
        },
        "lamp",
        false,
        true,
        true,
        false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATED", "MODIFIED", "ACCESSED", "TOUCHED", "ETERNAL"})
  void timedExpiry_isThePolicyOfBothSides(String type) {
    DropIn file =
        customers(
            "<expiry-policy-factory><timed-expiry-policy-factory expiry-policy-type='%s'%s/></expiry-policy-factory>"
                .formatted(
                    type,
                    type.equals("ETERNAL") ? "" : " duration-amount='7' time-unit='MINUTES'"));
    Function<CacheManager, Object> policy =
        manager -> StoreFixture.configuration(customers(manager)).getExpiryPolicyFactory().create();

    Object unencrypted = file.unencrypted(policy);
    file.wrapped(
        manager -> {
          assertThat(policy.apply(manager)).isEqualTo(unencrypted);
          assertThat(HazelcastDropIn.ofStore(customers(manager)).getExpiryPolicyFactory().create())
              .isEqualTo(unencrypted);
          return manager;
        });
  }

  @Test
  void expiryOfTheApplications_isAskedOnOurSide() {
    DropIn file = customers("<expiry-policy-factory class-name='" + CODE + "PolicyFactory'/>");

    file.assertSeen(
        manager -> {
          Cache<Integer, Customer> customers = customers(manager);
          customers.put(1, ADA);
          boolean created = customers.containsKey(1);
          customers.replace(1, ADA); // expires at once
          return List.<Object>of(created, customers.containsKey(1));
        },
        true,
        false);
  }

  @Test
  void loader_loads() {
    customers(
            "<read-through>true</read-through><cache-loader-factory class-name='%sLoaderFactory'/>"
                .formatted(CODE))
        .assertSeen(
            manager -> {
              Customer loaded = requireNonNull(customers(manager).get(3));
              return List.<Object>of(
                  loaded, requireNonNull(customers(manager).get(3)), DeclaredCode.takeNotes());
            },
            new Customer("loaded 3"),
            new Customer("loaded 3"),
            List.of("load 3 in test"));
  }

  @Test
  void writer_writes() {
    customers(
            "<write-through>true</write-through><cache-writer-factory class-name='%sWriterFactory'/>"
                .formatted(CODE))
        .assertSeen(
            manager -> {
              customers(manager).put(1, ADA);
              customers(manager).remove(1);
              return DeclaredCode.takeNotes();
            },
            "write 1 " + ADA,
            "delete 1");
  }

  // Hazelcast 5.7 forgets these two elements of a file.
  @Test
  void classesOfLoaderAndWriter_doNothingAsUnencrypted() {
    customers(
            """
            <read-through>true</read-through><write-through>true</write-through>
            <cache-loader class-name="%1$sLoader"/><cache-writer class-name="%1$sWriter"/>
            """
                .formatted(CODE))
        .assertSeen(
            manager -> {
              customers(manager).put(1, ADA);
              return List.<Object>of(customers(manager).get(3) == null, DeclaredCode.takeNotes());
            },
            true,
            List.of());
  }

  @Test
  void listener_hearsWhatItsFilterPasses() {
    DropIn file =
        customers(
            """
            <cache-entry-listeners>
              <cache-entry-listener old-value-required="true" synchronous="true">
                <cache-entry-listener-factory class-name="%1$sListenerFactory"/>
                <cache-entry-event-filter-factory class-name="%1$sFilterFactory"/>
              </cache-entry-listener>
            </cache-entry-listeners>
            """
                .formatted(CODE));

    file.assertSeen(
        manager -> {
          customers(manager).put(1, ADA);
          customers(manager).put(2, ADA);
          customers(manager).put(1, new Customer("Grace"));
          return DeclaredCode.takeNotes();
        },
        "CREATED 1 " + ADA + " before null",
        "UPDATED 1 Customer[name=Grace] before " + ADA);
  }
}
