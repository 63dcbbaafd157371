package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeySource;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealersTest {
  private Keyring keyring = new Keyring(MasterKey.generate(), List.of(), null);
  private final Sealers sealers =
      Sealing.ofTexts(
          new KeySource() {
            @Override
            public Keyring keyring(@Nullable String tenant) {
              return keyring;
            }

            @Override
            public void close() {}
          });

  @Test
  void of_oneTenant_isTheSameUntilTheKeyringIsAnother() {
    ObjectSealer one = sealers.of("one");
    assertThat(sealers.of("one")).isSameAs(one);
    assertThat(sealers.of("two")).isNotSameAs(one);

    keyring = new Keyring(MasterKey.generate(), List.of(keyring.current()), null);

    assertThat(sealers.of("one")).isNotSameAs(one);
    assertThat(sealers.of("one").entries().currentKeyId()).isEqualTo(keyring.current().id());
    assertThat(sealers.of("one").entries().indexKeyId()).isEqualTo(keyring.indexKey().id());
  }

  @Test
  void latestTenant_isTheOneForWhomKeysWereDerivedLast() {
    assertThat(sealers.latestTenant()).isNull();
    sealers.of("one");
    assertThat(sealers.latestTenant()).isEqualTo("one");
    sealers.of("two");
    sealers.of("one");
    assertThat(sealers.latestTenant()).isEqualTo("two");
  }

  @Test
  void of_aTenantWhoseNameIsNoUnicode_isRefusedWithoutIt() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> sealers.of("a\ud800"))
        .withMessageContainingAll("'cache'", "unpaired surrogate")
        .withMessageNotContaining("\ud800");
  }

  @Test
  void keyringThatIsDropped_takesItsSealersAlong() {
    ObjectSealer one = sealers.of("one");
    ObjectSealer two = sealers.of("two");

    keyring.drop();

    assertThat(sealers.of("one")).isNotSameAs(one);
    assertThat(sealers.of("two")).isNotSameAs(two);
  }

  @Test
  void keyringThatWasDroppedBefore_hasNoSealersKept() {
    keyring.drop();

    assertThat(sealers.of("one")).isNotSameAs(sealers.of("one"));
  }

  @Test
  void keyringThatIsDestroyed_isSaidToBe() {
    keyring.destroy();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> sealers.of("one"))
        .withMessageContainingAll("'cache'", "were destroyed meanwhile");
  }

  @Test
  void close_letsGoOfTheSealers() {
    ObjectSealer one = sealers.of("one");

    sealers.close();

    assertThat(sealers.of("one")).isNotSameAs(one);
  }
}
