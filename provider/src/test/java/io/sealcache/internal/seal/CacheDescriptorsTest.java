package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.store.RefusedCode;
import io.sealcache.internal.store.StoreAdapter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The declarations of a store, held against those that were sealed when the cache was created. */
class CacheDescriptorsTest {
  private static final CacheDescriptor CREATED =
      withPolicyOf(new CreatedExpiryPolicy(Duration.ONE_HOUR));

  private final SharedDescriptors shared = new SharedDescriptors();
  private final CacheDescriptors descriptors = shared.under(2);

  private static CacheDescriptor ofTypes(Class<?> key, Class<?> value) {
    return new CacheDescriptor(
        key.getName(), value.getName(), false, false, new CreatedExpiryPolicy(Duration.ONE_HOUR));
  }

  private static MutableConfiguration<Object, Object> asCreated() {
    return new MutableConfiguration<>()
        .setTypes(type(String.class), type(Integer.class))
        .setExpiryPolicyFactory(
            new FactoryBuilder.SingletonFactory<>(new CreatedExpiryPolicy(Duration.ONE_HOUR)));
  }

  @SuppressWarnings("unchecked") // of a class literal
  private static Class<Object> type(Class<?> type) {
    return (Class<Object>) type;
  }

  private static final class NoFactory<T> implements Factory<T> {
    @Override
    public T create() {
      throw new AssertionError("comparing runs nothing");
    }
  }

  private record Change(String name, UnaryOperator<MutableConfiguration<Object, Object>> on) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change("key type", it -> it.setTypes(type(Long.class), type(Integer.class))),
        new Change("value type", it -> it.setTypes(type(String.class), type(Long.class))),
        new Change(
            "loader", it -> it.setCacheLoaderFactory(new NoFactory<CacheLoader<Object, Object>>())),
        new Change(
            "writer",
            it ->
                it.setWriteThrough(true)
                    .setCacheWriterFactory(new NoFactory<CacheWriter<Object, Object>>())),
        new Change(
            "policy",
            it ->
                it.setExpiryPolicyFactory(
                    new FactoryBuilder.SingletonFactory<>(new EternalExpiryPolicy()))),
        new Change(
            "duration",
            it ->
                it.setExpiryPolicyFactory(
                    new FactoryBuilder.SingletonFactory<>(
                        new CreatedExpiryPolicy(new Duration(TimeUnit.HOURS, 2))))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void allows_aDeclarationThatDiffers_isFalse(Change change) {
    descriptors.enter("orders", CREATED);

    assertThat(descriptors.allows("orders", change.on.apply(asCreated()))).isFalse();
  }

  @Test
  void allows_aDeclarationAsCreated_isTrue() {
    descriptors.enter("orders", CREATED);

    assertThat(descriptors.allows("orders", asCreated())).isTrue();
  }

  static Stream<CacheDescriptor> otherTypes() {
    return Stream.of(
        ofTypes(Long.class, Integer.class),
        ofTypes(String.class, Long.class),
        ofTypes(Object.class, Object.class));
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void enter_whereAnotherJvmWasFasterWithOtherTypes_isRefusedAndOverwritesNothing(
      CacheDescriptor other) {
    shared.beforePut = () -> descriptors.enter("orders", CREATED);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> descriptors.enter("orders", other))
        .withMessageContainingAll("'orders'", other.types());
    assertThat(descriptors.findSelfContained("orders")).isEqualTo(CREATED);
  }

  @Test
  void remove_ofWhatAnotherJvmHasCreatedAgainSince_leavesThat() {
    descriptors.enter("orders", CREATED);
    SealedBytes seen = requireNonNull(descriptors.stored("orders"));
    descriptors.enter("orders", CREATED);

    descriptors.remove("orders", seen);

    assertThat(descriptors.findSelfContained("orders")).isEqualTo(CREATED);
  }

  private static CacheDescriptor withLoader() {
    return new CacheDescriptor(
        CREATED.keyType(), CREATED.valueType(), true, false, CREATED.standardExpiry());
  }

  @Test
  void enter_ofMoreThanAnotherJvmHad_replacesIt() {
    descriptors.enter("orders", CREATED);

    descriptors.enter("orders", withLoader());

    assertThat(descriptors.allows("orders", asCreated())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void enter_whereAnotherJvmCreatesItAnewForOtherTypesMeanwhile_isRefusedAndOverwritesNothing(
      CacheDescriptor other) {
    descriptors.enter("orders", CREATED);
    shared.beforeReplace =
        () -> {
          descriptors.remove("orders", requireNonNull(descriptors.stored("orders")));
          descriptors.enter("orders", other);
        };

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> descriptors.enter("orders", withLoader()))
        .withMessageContainingAll("'orders'", other.types());
    assertThat(descriptors.findSelfContained("orders")).isEqualTo(other);
  }

  @Test
  void enter_whereAnotherJvmDestroysItMeanwhile_enters() {
    descriptors.enter("orders", CREATED);
    shared.beforeReplace =
        () -> descriptors.remove("orders", requireNonNull(descriptors.stored("orders")));
    CacheDescriptor eternal = withPolicyOf(new EternalExpiryPolicy());

    descriptors.enter("orders", eternal);

    assertThat(descriptors.findSelfContained("orders")).isEqualTo(eternal);
  }

  @Test
  void enter_whereAnotherJvmWasFasterWithTheSame_saysTheSameAnew() {
    descriptors.enter("orders", CREATED);
    Map<String, Object> before = Map.copyOf(shared.store);

    descriptors.enter("orders", CREATED);

    assertThat(shared.store)
        .hasSameSizeAs(before)
        .doesNotContainValue(before.values().iterator().next());
    assertThat(descriptors.findSelfContained("orders")).isEqualTo(CREATED);
  }

  static Stream<Object> whatDoesNotOpen() {
    return Stream.of(new byte[9], "text where bytes should be");
  }

  @ParameterizedTest
  @MethodSource("whatDoesNotOpen")
  void enter_overWhatDoesNotOpenOrIsForeign_replacesIt(Object rubbish) {
    descriptors.enter("orders", CREATED);
    shared.store.replaceAll((key, value) -> rubbish);
    assertThat(descriptors.findSelfContained("orders")).isNull();

    descriptors.enter("orders", CREATED);

    assertThat(descriptors.findSelfContained("orders")).isEqualTo(CREATED);
  }

  @Test
  void remove_ofWhatWasForeign_leavesWhatAnotherJvmHasEnteredSince() {
    descriptors.enter("orders", CREATED);
    shared.store.replaceAll((key, value) -> "text where bytes should be");
    SealedBytes seen = requireNonNull(descriptors.stored("orders"));
    descriptors.enter("orders", CREATED);

    descriptors.remove("orders", seen);

    assertThat(descriptors.findSelfContained("orders")).isEqualTo(CREATED);
  }

  @Test
  void check_anotherPolicy_isLoggedWithoutLosingACharacter() {
    descriptors.enter("orders", CREATED);
    CacheDescriptor other = withPolicyOf(new EternalExpiryPolicy());

    assertThat(CapturedLog.of("io.sealcache.store", () -> descriptors.check("orders", other)))
        .singleElement()
        .asString()
        .contains("'orders'", "expiry policy that JCache brings, that one holds");
  }

  @Test
  void allows_whereThePolicyIsTheApplications_anyButARefusedOne() {
    descriptors.enter("orders", withPolicyOf(null));
    assertThat(descriptors.allows("orders", asCreated())).isTrue();

    descriptors.enter("others", CREATED);
    assertThat(descriptors.allows("others", declaring(new NoFactory<>()))).isTrue();
    assertThat(descriptors.allows("others", declaring(new RefusedCode<>("A policy", "Policy"))))
        .isFalse();
  }

  private static MutableConfiguration<Object, Object> declaring(Factory<ExpiryPolicy> policy) {
    return asCreated().setExpiryPolicyFactory(policy);
  }

  private static CacheDescriptor withPolicyOf(@Nullable ExpiryPolicy policy) {
    return new CacheDescriptor("java.lang.String", "java.lang.Integer", false, false, policy);
  }

  // A store that says that there is one, and none to be seen, would keep the thread for ever.
  @Test
  @Timeout(60)
  void enter_whereTheStoreNeverTakesIt_endsWhereTheThreadIsInterrupted() {
    descriptors.enter("orders", CREATED);
    shared.beforeReplace =
        () -> {
          shared.store.replaceAll((key, value) -> new byte[9]);
          Thread.currentThread().interrupt();
        };

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> descriptors.enter("orders", CREATED))
        .withMessageContainingAll("interrupted", StoreAdapter.DESCRIPTORS);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void close_letsGoOfTheKeys() {
    Sealers sealers = SharedDescriptors.sealers(2);
    ObjectSealer sealer = sealers.of(null);
    assertThat(sealers.of(null)).isSameAs(sealer);

    shared.of(sealers).close();

    assertThat(sealers.of(null)).isNotSameAs(sealer);
  }
}
