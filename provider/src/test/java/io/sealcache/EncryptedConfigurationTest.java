package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.Coding;
import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.NamedCodec;
import io.sealcache.internal.settings.CacheSettings;
import io.sealcache.internal.settings.SettingValue;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import java.io.ByteArrayInputStream;
import java.io.ObjectInputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.stream.Stream;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

class EncryptedConfigurationTest {
  private static final Factory<Codec> FACTORY =
      new FactoryBuilder.SingletonFactory<>(new NamedCodec("acme"));

  @Test
  void settings_reachTheCache() {
    assertThat(settingsOf(full()))
        .isEqualTo(
            new CacheSettings(
                "acme",
                null,
                "bytes",
                "string",
                "!*",
                Compression.DEFLATE,
                Padding.POWER_OF_TWO,
                4096,
                Duration.ofMillis(1500),
                OnUnreadable.FAIL,
                Duration.ofSeconds(3),
                NonceMode.RANDOM));
  }

  @Test
  void settings_beatThoseOfAllSources() {
    Settings settings =
        SettingsTest.of("sealcache.cache.a.tenant", "own", "sealcache.nonce", "random");
    var configuration = new EncryptedConfiguration<String, String>().setTenant("configured");

    CacheSettings cache = settings.forCache("a", configuration::setting);
    assertThat(cache.tenant()).isEqualTo("configured");
    assertThat(cache.nonce()).isEqualTo(NonceMode.RANDOM);
  }

  @Test
  void unset_leavesTheDefaults() {
    assertThat(settingsOf(new EncryptedConfiguration<>()))
        .isEqualTo(SettingsTest.of().forCache("orders", setting -> null));
  }

  @Test
  void setUnlimitedAge_isNotTheSameAsUnset() {
    assertThat(settingsOf(new EncryptedConfiguration<>().setUnlimitedAge()).maxAge())
        .isEqualTo(SettingValue.FOREVER);
  }

  @Test
  void codecFactories_makeCodecs() {
    CacheSettings settings =
        settingsOf(
            new EncryptedConfiguration<>().setCodecFactory(FACTORY).setKeyCodecFactory(FACTORY));

    assertThat(Stream.of(settings.codec(), settings.keyCodec()))
        .allSatisfy(
            choice ->
                assertThat(choice)
                    .isInstanceOfSatisfying(
                        Codec.class, codec -> assertThat(codec.name()).isEqualTo("acme")));
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // The compiler keeps others from doing this.
  void codecFactory_mustMakeACodec() {
    Factory noCodec = new FactoryBuilder.SingletonFactory<>("no codec");
    var configuration = new EncryptedConfiguration<>().setKeyCodecFactory(noCodec);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settingsOf(configuration))
        .withMessageContainingAll("'key-codec'", "EncryptedConfiguration", Codec.class.getName());
  }

  @Test
  void setters_refuseWrongValuesAtOnce() {
    var configuration = new EncryptedConfiguration<>();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration.setTenant(" "))
        .withMessage(
            "Setting 'tenant' of EncryptedConfiguration is ' '; it must be a text that is not"
                + " blank");
    assertThatIllegalArgumentException().isThrownBy(() -> configuration.setMaxValueSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> configuration.setMaxValueSize(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> configuration.setMaxAge(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> configuration.setJavaFilter("maxrefs=a"));
    assertThatIllegalArgumentException().isThrownBy(() -> configuration.setCodec(""));
    assertThat(configuration).isEqualTo(new EncryptedConfiguration<>());
  }

  @Test
  @SuppressWarnings("NullAway") // Callers may not be checked.
  void setters_refuseNull() {
    var configuration = new EncryptedConfiguration<>();

    assertThatNullPointerException().isThrownBy(() -> configuration.setTenant(null));
    assertThatNullPointerException().isThrownBy(() -> configuration.setCodecFactory(null));
  }

  @Test
  void serialization_keepsEverything() throws Exception {
    EncryptedConfiguration<String, Integer> configuration = full().setCodecFactory(FACTORY);
    byte[] bytes = Coding.javaStream(configuration);
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      var copy = (EncryptedConfiguration<?, ?>) in.readObject();
      assertThat(copy).isEqualTo(configuration).hasSameHashCodeAs(configuration);
      assertThat(settingsOf(copy).codec()).isInstanceOf(Codec.class);
      assertThat(settingsOf(copy).tenant()).isEqualTo("acme");
    }
  }

  @Test
  void copy_hasTheSettingsAndIsIndependent() {
    EncryptedConfiguration<String, Integer> original = full();
    var copy = new EncryptedConfiguration<>((CompleteConfiguration<String, Integer>) original);
    assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original);
    copy.setTenant("other");

    assertThat(settingsOf(original).tenant()).isEqualTo("acme");
    assertThat(copy).isNotEqualTo(original);
  }

  @Test
  void copy_ofAPlainConfigurationEqualsIt() {
    var plain = new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    var copy = new EncryptedConfiguration<>(plain);

    assertThat(copy.getKeyType()).isEqualTo(String.class);
    assertThat(copy).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(plain).isEqualTo(copy);
    assertThat(copy.setTenant("acme")).isNotEqualTo(plain);
  }

  @Test
  void copy_remembersOnlyWhatAStoreMayKnow() {
    var plain = new MutableConfiguration<String, Integer>();
    Configuration<String, Integer> stores = new MutableConfiguration<>() {};

    assertThat(new EncryptedConfiguration<>(plain, plain).ofStore()).isNull();
    var copy = new EncryptedConfiguration<>(plain, stores);
    assertThat(copy.ofStore()).isSameAs(stores);
    assertThat(new EncryptedConfiguration<>(plain, copy).ofStore()).isSameAs(stores);
  }

  @Test
  void equals_seesBothKindsOfSettings() {
    assertThat(full()).isEqualTo(full()).hasSameHashCodeAs(full());
    assertThat(full().setStatisticsEnabled(true)).isNotEqualTo(full());
    assertThat(full().setNonce(NonceMode.COUNTER)).isNotEqualTo(full());
    assertThat(full()).isNotEqualTo(null).isNotEqualTo("acme");
  }

  @Test
  void setters_ofMutableConfigurationAreFluentHereToo() {
    assertThat(MutableConfiguration.class.getMethods())
        .filteredOn(method -> method.getReturnType() == MutableConfiguration.class)
        .hasSize(11)
        .allSatisfy(
            method -> assertThat(overriding(method)).isEqualTo(EncryptedConfiguration.class));
  }

  private static Class<?> overriding(Method method) throws NoSuchMethodException {
    return EncryptedConfiguration.class
        .getMethod(method.getName(), method.getParameterTypes())
        .getReturnType();
  }

  private static EncryptedConfiguration<String, Integer> full() {
    return new EncryptedConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setTenant("acme")
        .setCodec("bytes")
        .setKeyCodec("string")
        .setJavaFilter("!*")
        .setCompression(Compression.DEFLATE)
        .setPadding(Padding.POWER_OF_TWO)
        .setMaxValueSize(4096)
        .setMaxAge(Duration.ofMillis(1500))
        .setOnUnreadable(OnUnreadable.FAIL)
        .setContentionTimeout(Duration.ofSeconds(3))
        .setNonce(NonceMode.RANDOM);
  }

  private static CacheSettings settingsOf(EncryptedConfiguration<?, ?> configuration) {
    return SettingsTest.of().forCache("orders", configuration::setting);
  }
}
