package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.RefusedCode;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.net.URI;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WrappedManagerTest {
  private static final String NAME = "cache";
  private static final CacheDescriptor TEXTS = descriptor("java.lang.String");
  private static final CacheDescriptor NUMBERS = descriptor("java.lang.Integer");
  private static final CacheExpiry ETERNAL = new CacheExpiry(new EternalExpiryPolicy());

  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final RICachingProvider provider = new RICachingProvider();
  private final URI uri = URI.create("test:" + UUID.randomUUID());
  private final DeclaringStore store = new DeclaringStore();
  private final WrappedManager manager = wrapped(uri);

  private WrappedManager wrapped(@Nullable URI at) {
    return new WrappedManager(store, store.open(provider, at, null, null));
  }

  @BeforeEach
  void open() {
    manager.openDescriptors(options(), keys);
  }

  @AfterEach
  void close() {
    provider.close();
    keys.close();
  }

  @Test
  void createCache_tellsOtherJvmsOfIt() {
    assertThat(manager.descriptor(NAME)).isNull();

    create(TEXTS, null);

    assertThat(manager.descriptor(NAME)).isEqualTo(TEXTS);
  }

  @Test
  void createCache_elsewhere_tellsNobodyOfIt() {
    create(TEXTS, new MutableConfiguration<>());

    assertThat(manager.descriptor(NAME)).isNull();
    assertThat(manager.describes(null)).isTrue();
    assertThat(manager.describes(new MutableConfiguration<>())).isFalse();
  }

  @Test
  void createCache_forOtherTypes_isRefusedBeforeTheStoreIsAsked() {
    other().enter(NAME, TEXTS);

    assertThatExceptionOfType(CacheException.class).isThrownBy(() -> create(NUMBERS, null));
    assertThat(store.created).isNull();
  }

  @Test
  void createCache_whereAnotherJvmIsFasterWithOtherTypes_closesTheStoresCache() {
    store.afterCreating = () -> other().enter(NAME, NUMBERS);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> create(TEXTS, null))
        .withMessageContaining("java.lang.Integer");
    assertThat(requireNonNull(store.created).isClosed()).isTrue();
    assertThat(manager.descriptor(NAME)).isEqualTo(NUMBERS);
  }

  @Test
  void destroyCache_forgetsTheDescriptorLast() {
    create(TEXTS, null);
    store.beforeDestroying = () -> assertThat(manager.descriptor(NAME)).isEqualTo(TEXTS);

    manager.destroyCache(NAME);

    assertThat(store.destroyed).containsExactly(NAME + " described");
    assertThat(manager.descriptor(NAME)).isNull();
  }

  @Test
  void destroyCache_thatNobodyDescribed_isUpToTheStore() {
    manager.destroyCache(NAME);

    assertThat(store.destroyed).containsExactly(NAME + " unknown");
  }

  @Test
  void destroyCache_ofTheDescriptors_isRefused() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> manager.destroyCache(WrappedManager.DESCRIPTORS));
    assertThat(store.destroyed).isEmpty();
  }

  @Test
  void declaration_isTheStoresUnlessAnotherJvmCreatedSomethingElse() {
    MutableConfiguration<Object, Object> declared = texts();
    store.declaration = declared;
    assertThat(manager.declaration(NAME)).isNull();
    assertThat(manager.declaration(DeclaringStore.DECLARED)).isSameAs(declared);

    other().enter(DeclaringStore.DECLARED, NUMBERS);

    assertThat(manager.declaration(DeclaringStore.DECLARED)).isNull();
  }

  @Test
  void declaration_ofCodeThatTheStoreMayNotChoose_isRefused() {
    store.declaration =
        texts().setCacheLoaderFactory(new RefusedCode<>("A loader", "com.acme.Loader"));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> manager.declaration(DeclaringStore.DECLARED))
        .withMessageContaining("com.acme.Loader");
  }

  @Test
  void declaredCaches_areThoseOfTheApplication() {
    assertThat(manager.declaredCaches()).containsOnlyKeys(DeclaringStore.DECLARED);
    assertThat(manager.template(NAME)).isNotNull();
  }

  @Test
  void checkCreation_isUpToTheStore() {
    manager.checkCreation(NAME);

    assertThatThrownBy(() -> manager.checkCreation(DeclaringStore.DECLARED))
        .hasMessage("It is declared");
  }

  @Test
  void openDeclared_sealsWhatTheStoreHolds() {
    EncryptedStore<String, String> declared = manager.openDeclared(options(), keys, ETERNAL);

    Changes.put(declared.of(null).entry("key"), "value");

    assertThat(provider.getCacheManager(uri, null).getCache(NAME))
        .singleElement()
        .satisfies(entry -> assertThat(entry.getKey()).isNotEqualTo("key"));
    assertThat(present(declared).trail().isEmpty()).isTrue();
    Changes.store(declared.of(null).entry("key"), present(declared), "new");
    assertThat(present(declared).trail().isEmpty()).isFalse();
  }

  @Test
  void equals_isOfOneManagerOfTheStore() {
    assertThat(manager).isEqualTo(wrapped(uri));
    assertThat(manager).isNotEqualTo(wrapped(null));
  }

  @Test
  void close_closesTheStoresManager() {
    manager.close();

    assertThatIllegalStateException().isThrownBy(() -> manager.destroyCache(NAME));
  }

  private EncryptedStore<String, String> create(
      CacheDescriptor descriptor, @Nullable Configuration<?, ?> ofStore) {
    return manager.createCache(options(), keys, ETERNAL, descriptor, ofStore);
  }

  private static Read.Present<String> present(EncryptedStore<String, String> store) {
    return (Read.Present<String>) store.of(null).entry("key").peek();
  }

  /** The descriptors that another JVM has of the same store. */
  private CacheDescriptors other() {
    return new CacheDescriptors(
        new Sealers(options(), new IndexKeySource(keys), new EncryptionStatistics(NAME)),
        requireNonNull(store.descriptors),
        UnaryOperator.identity());
  }

  private SealingOptions options() {
    return SharedDescriptors.sealers(keys).options();
  }

  private static CacheDescriptor descriptor(String valueType) {
    return new CacheDescriptor(
        "java.lang.String", valueType, false, false, new EternalExpiryPolicy());
  }

  @SuppressWarnings("unchecked") // of class literals
  private static MutableConfiguration<Object, Object> texts() {
    Class<?> text = String.class;
    return new MutableConfiguration<>().setTypes((Class<Object>) text, (Class<Object>) text);
  }
}
